/** Dictation beside the texts of a form, where whoever made the form brings it. The fields know no more of it. */
import { getContext, setContext, type Component } from 'svelte';

export interface DictationProps {
  /** What is written so far. */
  value: string;
  /** The field's label. */
  label: string;
  field: HTMLTextAreaElement;
  /** What whoever brought it gave it to work with. */
  given: unknown;
  /** The text with what was said behind it. */
  onspoken: (text: string) => void;
}

/** Nothing while it has not come, or where there is none. */
export type Brought = () => { Dictation: Component<DictationProps>; given: unknown } | undefined;

const KEY = Symbol('dictation');

export const setDictation = (brought: Brought) => setContext(KEY, brought);
export const getDictation = () => getContext<Brought | undefined>(KEY);
