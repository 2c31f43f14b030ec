/** What the rules need to know of a language. One folder each; the rules know no word themselves. */
import type { Phrases } from './phrases';

/** How a verb form is used: told of what was, of what somebody does, as a command, or of doing. */
export type Form = 'past' | 'present' | 'base' | 'doing';

export interface Lexicon {
  /** Forms of verbs for what can be seen or heard, such as "asked". */
  verbs: ReadonlyMap<string, ReadonlySet<Form>>;
  /** Verb forms that say little without something to do it to, such as "took". */
  weak: ReadonlySet<string>;
  /** Whether a word that is in no list is a form of a verb that tells what was. */
  looksPast: (key: string) => boolean;
  /** Words that stand for the learner as the one who does something. */
  learner: ReadonlySet<string>;
  /** Words that stand for the writer: what they do is no behaviour of the learner. */
  writer: ReadonlySet<string>;
  /** Words that may stand between somebody and what they do, such as "always". */
  adverbs: ReadonlySet<string>;
  /** Words behind which a deed goes on without a new doer, such as "and". */
  continues: ReadonlySet<string>;
  /** Words behind which a form of doing tells a deed, such as "for" in "thank you for helping". */
  deedFollows: ReadonlySet<string>;
  /** Words before a past form that make it something done to somebody, such as "was". */
  passive: ReadonlySet<string>;
  /** Plain verb forms that are more often something else, such as "open"; a command only before a determiner. */
  unclear: ReadonlySet<string>;
  determiners: ReadonlySet<string>;
  /** Words that begin what comes before a command, such as "when" or "before". */
  conditions: ReadonlySet<string>;
  /** Words that hold a sentence together. */
  small: ReadonlySet<string>;
  /** Words that judge, or stand for the whole of somebody's work: they name nothing one could watch. */
  general: ReadonlySet<string>;
  /** Words that end the part of a sentence somebody is told to do something in. */
  joins: ReadonlySet<string>;
  /** Words before which a command may begin, such as "so" or "please". */
  leads: ReadonlySet<string>;

  /** Ways to say that something was done or left undone without a listed verb. */
  behaviours: Phrases;
  /** Words that make a heading an occasion, such as "Peds clinic:". */
  headings: ReadonlySet<string>;
  /** When, where, with whom, in which event. */
  contexts: Phrases;
  /** Ways to say what to do. */
  suggestions: Phrases;
  /** What looks like a suggestion and is none, such as "keep it up". */
  empty: Phrases;
  /** Whole texts that say nothing, such as "none". */
  nothing: ReadonlySet<string>;
  /** Words that point back at what was said, such as "instead". */
  pointers: Phrases;
  /** What a suggestion that is about something else speaks of, such as a career. */
  elsewhere: ReadonlySet<string>;

  praise: Phrases;
  criticism: Phrases;
  traits: Phrases;
  gendered: Phrases;
}
