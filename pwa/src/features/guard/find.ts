/** Finds what may identify a patient in a text. It never says that a text is free of identifiers: it has found nothing. */
import { fold, plainWord } from './fold';
import { notNames, rules, type Kind, type Phrase, type Rule } from './rules';

export interface Finding {
  /** Where it stands, in UTF-16 units. */
  from: number;
  to: number;
  kind: Kind;
  /** What may stand in its place. */
  phrase: Phrase;
}

/** The people of the roster, each as the words of their name: they are no patients. */
export type Roster = readonly ReadonlySet<string>[];

/** How much of the text before and after a finding a rule looks at. */
const AROUND = 40;

/** Reads names for {@link find}; parts of a double name count by themselves. */
export function rosterOf(names: Iterable<string>): Roster {
  return Array.from(
    names,
    (name) =>
      new Set(
        plainWord(name)
          .split(/[^a-z']+/)
          .filter((word) => word.length > 1),
      ),
  );
}

/** What may identify a patient, in the order of the text, none overlapping another. */
export function find(text: string, roster: Roster = []): Finding[] {
  const folded = fold(text);
  const found = rules.flatMap((rule, order) =>
    foundBy(rule, folded.text, roster).map((span) => ({ ...span, rule, order })),
  );
  found.sort((a, b) => a.from - b.from || b.to - a.to || a.order - b.order);
  const findings: Finding[] = [];
  let end = 0;
  for (const { from, to, rule } of found) {
    if (from < end) continue;
    end = to;
    const { kind, phrase } = rule;
    findings.push({ from: folded.from[from] ?? 0, to: folded.to[to - 1] ?? 0, kind, phrase });
  }
  return findings;
}

interface Span {
  from: number;
  to: number;
}

function foundBy(rule: Rule, text: string, roster: Roster): Span[] {
  const spans: Span[] = [];
  if (!rule.with.every((other) => other.test(text))) return spans;
  rule.find.lastIndex = 0;
  for (let match = rule.find.exec(text); match; match = rule.find.exec(text)) {
    const span = accepted(rule, match, text, roster);
    if (span) spans.push(span);
    rule.find.lastIndex = Math.max(span?.to ?? 0, match.index + 1);
  }
  return spans;
}

/** What of a match is marked; nothing where it is no identifier after all. */
function accepted(rule: Rule, match: RegExpExecArray, text: string, roster: Roster): Span | undefined {
  const groups = match.indices?.groups;
  const name = groups?.['name'];
  const [from, end] = groups?.['span'] ?? name ?? [match.index, match.index + match[0].length];
  let to = end;
  if (name) {
    const length = lengthOfName(text.slice(...name), roster);
    if (length === 0) return undefined;
    if (end === name[1]) to = name[0] + length;
  }
  if (rule.not?.test(text.slice(from, to))) return undefined;
  if (rule.notAfter?.test(text.slice(Math.max(0, from - AROUND), from))) return undefined;
  if (rule.notBefore?.test(text.slice(to, to + AROUND))) return undefined;
  return { from, to };
}

/** How much of these words is a name: up to the first that is none. Nothing where it is somebody of the roster. */
function lengthOfName(words: string, roster: Roster): number {
  let end = 0;
  const parts: string[] = [];
  for (const word of words.matchAll(/[A-Za-z'-]+/g)) {
    const plain = word[0].toLowerCase().replace(/'s$/, '');
    // Mrs. A is somebody
    if (notNames.has(plain) && !(plain === 'a' && end === 0)) break;
    end = word.index + plain.length;
    parts.push(...plain.split('-').filter((part) => part.length > 1));
  }
  const known = parts.length > 0 && roster.some((person) => parts.every((part) => person.has(part)));
  return known ? 0 : end;
}
