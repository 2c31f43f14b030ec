/** The patient-identifier guard for raters: fetched with the first word, with its own few messages. */
import { rosterOf } from '../features/guard/find';
import { keptHere } from '../features/guard/kept';
import Marks from '../features/guard/Marks.svelte';
import type { Guard } from '../features/guard/along';
import { guard as english } from '../i18n/en/guard';
import { guard as inSpanish } from '../i18n/es/guard';
import { filled } from '../i18n/filled';
import type { Alongside } from '../ui/alongside';
import { locale, spanish } from './say';

/** Reads along with these names known. */
export function guardWith(names: readonly string[]): Awaited<ReturnType<Alongside>> {
  const messages = spanish ? inSpanish : english;
  const given: Guard = {
    roster: () => Promise.resolve(rosterOf(names)),
    kept: keptHere(),
    t: (key, params = {}) => filled(messages[key], params, locale),
  };
  return { Reader: Marks, given };
}
