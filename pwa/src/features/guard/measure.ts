/** Measures the rules on labelled sentences: on those they were written from, and on those they have never seen. */
import { find, rosterOf, type Finding } from './find';

export interface Corpus {
  roster: string[];
  sentences: string[];
  harder: string[];
  later: string[];
  /** Texts without labels that both sides have to read alike. */
  hostile: string[];
}

export interface Example {
  text: string;
  spans: { from: number; to: number; kind: string }[];
}

export interface Measured {
  /** Labelled spans, and how many of them were marked from the first letter to the last. */
  labelled: number;
  covered: number;
  /** Marks, and how many of them touch a labelled span. */
  marked: number;
  right: number;
  missed: string[];
  wrong: string[];
}

/** A sentence with `{kind:words}` taken apart. */
export function read(sentence: string): Example {
  const spans: Example['spans'] = [];
  let text = '';
  for (const part of sentence.split(/(\{\w+:[^}]*\})/)) {
    const label = /^\{(\w+):([^}]*)\}$/.exec(part);
    const words = label?.[2] ?? part;
    if (label) spans.push({ from: text.length, to: text.length + words.length, kind: label[1] ?? '' });
    text += words;
  }
  return { text, spans };
}

/** The fixed split: the rules were written from `seen`; `heldOut` and `later` are only measured with. */
export function split(corpus: Corpus): { seen: Example[]; heldOut: Example[]; later: Example[] } {
  const examples = corpus.sentences.map(read);
  return {
    seen: [...examples.filter((_, n) => n % 2 === 0), ...corpus.harder.map(read)],
    heldOut: examples.filter((_, n) => n % 2 === 1),
    later: corpus.later.map(read),
  };
}

export function measure(examples: readonly Example[], names: readonly string[]): Measured {
  const roster = rosterOf(names);
  const sum: Measured = { labelled: 0, covered: 0, marked: 0, right: 0, missed: [], wrong: [] };
  for (const { text, spans } of examples) {
    const findings = find(text, roster);
    const missed = spans.filter((span) => !isCovered(text, span, findings));
    const wrong = findings.filter((one) => !spans.some(({ from, to }) => one.from < to && from < one.to));
    sum.labelled += spans.length;
    sum.covered += spans.length - missed.length;
    sum.marked += findings.length;
    sum.right += findings.length - wrong.length;
    sum.missed.push(...missed.map(({ from, to, kind }) => `${kind} "${text.slice(from, to)}": ${text}`));
    sum.wrong.push(...wrong.map(({ from, to, kind }) => `${kind} "${text.slice(from, to)}": ${text}`));
  }
  return sum;
}

/** Whether every letter and digit of a span lies in a finding. */
function isCovered(text: string, span: { from: number; to: number }, findings: readonly Finding[]): boolean {
  for (let at = span.from; at < span.to; at += 1) {
    if (/[\p{L}\p{N}]/u.test(text.charAt(at)) && !findings.some(({ from, to }) => from <= at && at < to)) return false;
  }
  return true;
}

/** Several measurements as one. */
export function together(...parts: readonly Measured[]): Measured {
  const sum = (of: 'labelled' | 'covered' | 'marked' | 'right') => parts.reduce((n, part) => n + part[of], 0);
  return {
    labelled: sum('labelled'),
    covered: sum('covered'),
    marked: sum('marked'),
    right: sum('right'),
    missed: parts.flatMap(({ missed }) => missed),
    wrong: parts.flatMap(({ wrong }) => wrong),
  };
}

export const recall = ({ covered, labelled }: Measured) => covered / labelled;
export const precision = ({ right, marked }: Measured) => right / marked;

/** What is found in a text, as both sides write it down: from, to (in Unicode scalar values), kind, phrase. */
export type Written = [number, number, string, string];

/** What the rules find in every text of the corpus, for the server to find the same. */
export function findings(corpus: Corpus): { text: string; found: Written[] }[] {
  const roster = rosterOf(corpus.roster);
  const labelled = [...corpus.sentences, ...corpus.harder, ...corpus.later].map((sentence) => read(sentence).text);
  return [...labelled, ...corpus.hostile].map((text) => {
    const scalars = (at: number) => Array.from(text.slice(0, at)).length;
    return {
      text,
      found: find(text, roster).map(({ from, to, kind, phrase }) => [scalars(from), scalars(to), kind, phrase]),
    };
  });
}
