/** The English lexicon. */
import type { Lexicon } from '../lexicon';
import { Phrases, wordSet, type Classes } from '../phrases';
import { CONTEXTS, DAYS, EVENTS, PARTS_OF_DAY, PEOPLE, PLACES } from './contexts';
import { BEHAVIOURS } from './behaviours';
import { CRITICISM, GENDERED, PRAISE, TRAITS } from './judgments';
import {
  ADVERBS,
  CONDITIONS,
  CONTINUES,
  DEED_FOLLOWS,
  DETERMINERS,
  GENERAL,
  JOINS,
  LEADS,
  LEARNER,
  NOT_PAST,
  PASSIVE,
  SMALL,
  UNCLEAR,
  WRITER,
} from './plain';
import { ELSEWHERE, EMPTY, NOTHING, POINTERS, SUGGESTIONS } from './suggestions';
import { verbForms, WEAK } from './verbs';

const verbs = verbForms();
const notPast = wordSet(NOT_PAST);

const inSet = (list: string): Classes[string] => {
  const set = wordSet(list);
  return (key) => set.has(key);
};

const classes: Classes = {
  any: () => true,
  number: (key) => /^\p{N}/u.test(key) || NUMBERS.has(key),
  hour: (key) => /^(?:[01]\d|2[0-3])[0-5]\dh?$/.test(key) || /^\d{1,2}(?:am|pm)$/.test(key),
  clock: (key) => /^\d{1,2}(?:am|pm)?$/.test(key),
  digits: (key) => /^\d{1,4}$/.test(key),
  doing: (key) => key.endsWith('ing'),
  base: (key) => verbs.get(key)?.has('base') ?? false,
  past: (key) => verbs.get(key)?.has('past') ?? false,
  day: inSet(DAYS),
  part: inSet(PARTS_OF_DAY),
  person: inSet(PEOPLE),
  place: inSet(PLACES),
  event: inSet(EVENTS),
  who: inSet('you he she they i u'),
};

const NUMBERS = wordSet('one two three four five six seven eight nine ten eleven twelve');

export const english: Lexicon = {
  verbs,
  weak: wordSet(WEAK),
  looksPast: (key) => key.length > 4 && key.endsWith('ed') && !notPast.has(key),
  learner: wordSet(LEARNER),
  writer: wordSet(WRITER),
  adverbs: wordSet(ADVERBS),
  continues: wordSet(CONTINUES),
  deedFollows: wordSet(DEED_FOLLOWS),
  small: wordSet(SMALL),
  general: wordSet(GENERAL),
  joins: wordSet(JOINS),
  leads: wordSet(LEADS),
  passive: wordSet(PASSIVE),
  unclear: wordSet(UNCLEAR),
  behaviours: new Phrases(BEHAVIOURS, classes),
  determiners: wordSet(DETERMINERS),
  conditions: wordSet(CONDITIONS),
  headings: wordSet([EVENTS, PLACES, PEOPLE, DAYS].join(' ')),
  contexts: new Phrases(CONTEXTS, classes),
  suggestions: new Phrases(SUGGESTIONS, classes),
  empty: new Phrases(EMPTY, classes),
  nothing: wordSet(NOTHING),
  pointers: new Phrases(POINTERS, classes),
  elsewhere: wordSet(ELSEWHERE),
  praise: new Phrases(PRAISE, classes),
  criticism: new Phrases(CRITICISM, classes),
  traits: new Phrases(TRAITS, classes),
  gendered: new Phrases(GENDERED, classes),
};
