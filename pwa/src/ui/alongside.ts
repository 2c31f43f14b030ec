/** Something of the app that reads along in its free texts, and stands beneath them. The fields know no more of it. */
import { getContext, setContext, type Component } from 'svelte';

export interface AlongsideProps {
  text: string;
  /** Which text this is, for what is remembered of it. */
  of: string;
  /** What whoever brought it gave it to work with. */
  given: unknown;
  /** The text with something in it replaced. */
  onreplace: (text: string) => void;
  /** Where it is written. */
  field: HTMLTextAreaElement | HTMLInputElement | undefined;
}

/** Brings it; asked again with the next text where it could not come. */
export type Alongside = () => Promise<{ Reader: Component<AlongsideProps>; given: unknown }>;

const KEY = Symbol('alongside');
const OF = Symbol('text');

export const setAlongside = (load: Alongside) => setContext(KEY, load);
export const getAlongside = () => getContext<Alongside | undefined>(KEY);

/** Says which draft the texts of a form belong to; without it they belong to the page they are on. */
export const setTextsOf = (id: () => string) => setContext(OF, id);
export const getTextsOf = () => getContext<(() => string) | undefined>(OF) ?? (() => location.pathname);
