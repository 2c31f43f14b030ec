/**
 * The rules, as data that the server reads as well: a file for each kind of identifier in `rules/`. A rule is a regular
 * expression over folded text (fold.ts), so ASCII; it names its parts `span` (what is marked) and `name` (words that
 * the roster may clear). Only what JavaScript and Rust's `regex` read alike is used, and every repetition is bounded:
 * time grows with the text and with nothing else.
 */
import ages from './rules/ages.json';
import contact from './rules/contact.json';
import dates from './rules/dates.json';
import names from './rules/names.json';
import numbers from './rules/numbers.json';
import places from './rules/places.json';
import rare from './rules/rare.json';
import words from './rules/words.json';

export type Kind =
  'name' | 'date' | 'age' | 'phone' | 'mail' | 'number' | 'room' | 'address' | 'url' | 'ip' | 'initials' | 'rare';

/** What may stand in the place of an identifier. */
export type Phrase =
  | 'patient'
  | 'relative'
  | 'baby'
  | 'name'
  | 'patients'
  | 'day'
  | 'time'
  | 'age'
  | 'over'
  | 'birthday'
  | 'elder'
  | 'years'
  | 'phone'
  | 'mail'
  | 'page'
  | 'device'
  | 'number'
  | 'room'
  | 'bed'
  | 'home'
  | 'town'
  | 'some'
  | 'rare';

export interface RuleText {
  why: string;
  find: string;
  /** Whether `find` takes small letters and capitals alike. */
  any_case?: boolean;
  /** What is no identifier, though found: read from the beginning to the end of it. */
  not?: string;
  /** What stands before it where it is none. */
  not_after?: string;
  /** What stands after it where it is none. */
  not_before?: string;
  /** What the text must hold besides, all of it. */
  with?: string[];
  phrase: string;
}

interface RuleFile {
  kind: string;
  rules: RuleText[];
  words?: Record<string, string[]>;
}

export interface Rule {
  kind: Kind;
  phrase: Phrase;
  find: RegExp;
  not: RegExp | undefined;
  notAfter: RegExp | undefined;
  notBefore: RegExp | undefined;
  with: RegExp[];
}

/** A word with a capital; one that is not all capitals; a name of up to three words. */
const CAP = "[A-Z](?:['-]?[A-Za-z]){1,24}\\b";
const MIXED = "[A-Z]'?[A-Za-z]{0,2}[a-z](?:['-]?[A-Za-z]){0,22}\\b";
const NAME = `(?:(?:{particle}) ){0,1}(?:${CAP}|[A-Z]\\b\\.?)(?:(?: (?:{particle}))? (?:${CAP}|[A-Z]\\b\\.)){0,2}`;
const SHAPES: Record<string, string> = { cap: CAP, mixed: `${MIXED}(?: ${MIXED}){0,2}`, name: NAME };

/** Every file, in the order in which the rules are tried. */
export const files: RuleFile[] = [names, dates, ages, ...contact, numbers, ...places, ...rare];

/** Words that are no name. */
export const notNames: ReadonlySet<string> = new Set(words.notname);

export const rules: readonly Rule[] = files.flatMap((file) => file.rules.map((rule) => compile(rule, file)));

function compile(text: RuleText, file: RuleFile): Rule {
  const known: Record<string, string[]> = { ...words, ...file.words };
  const regex = (pattern: string, flags = '') => new RegExp(expand(pattern, known), flags);
  return {
    kind: file.kind as Kind,
    phrase: text.phrase as Phrase,
    find: regex(text.find, text.any_case ? 'dgi' : 'dg'),
    not: text.not === undefined ? undefined : regex(`^(?:${text.not})$`),
    notAfter: text.not_after === undefined ? undefined : regex(text.not_after),
    notBefore: text.not_before === undefined ? undefined : regex(text.not_before),
    with: (text.with ?? []).map((one) => regex(one)),
  };
}

/** Puts the words in for `{list}`; `{list!}` takes them with a capital and in capitals too. */
function expand(pattern: string, known: Record<string, string[]>): string {
  return pattern.replace(/\{([a-z]+)(!?)\}/g, (_all, name: string, cases: string) => {
    const shape = SHAPES[name];
    if (shape !== undefined) return expand(shape, known);
    const list = known[name] ?? [];
    const all = cases === '' ? list : list.flatMap((word) => [word, capital(word), upper(word)]);
    return [...new Set(all)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** In capitals; a word that is a pattern of its own is left as it is. */
function upper(word: string): string {
  return word.includes('(') || word.includes('\\') ? word : word.toUpperCase();
}
