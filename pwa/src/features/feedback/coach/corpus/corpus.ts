/** Reads the labelled comments beside it. Only tests and the command that measures use it; no page of the app does. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Mark, Texts } from '../model';

export interface Labelled {
  texts: Texts;
  /** The whole line's text, by which it is on one side of the split. */
  text: string;
  heldOut: boolean;
  /** The marks a person would light. */
  lit: Readonly<Record<Mark, boolean>>;
}

const LINE = /^([0-3]) ([01]) ([01]) \| [^|]+ \| (.+)$/;

/** Both halves of the comments that were there before the rules. */
export const corpus = () => commentsIn(new URL('./', import.meta.url));

/** Comments written after the rules, to see where they break; in neither half. */
export const later = () => commentsIn(new URL('./later/', import.meta.url));

function commentsIn(folder: URL): Labelled[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return files.flatMap((name) => {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => labelled(line, name));
  });
}

function labelled(line: string, name: string): Labelled {
  const [, evidence, suggestion, linked, text] = LINE.exec(line) ?? [];
  if (text === undefined) throw new Error(`${name} has a line without labels: ${line}`);
  const [words = '', next_step = ''] = text.split('>>').map((part) => part.trim());
  return {
    texts: { went_well: words, differently: '', next_step },
    text,
    heldOut: isHeldOut(text),
    lit: {
      behaviour: Number(evidence) >= 2,
      context: evidence === '3',
      suggestion: suggestion === '1',
      linked: linked === '1',
    },
  };
}

function isHeldOut(text: string): boolean {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % 2 === 1;
}
