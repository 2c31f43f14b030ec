/** Dictation for a form, as this browser can do it. */
import type { WaymarkDb } from '../../db/schema';
import type { Brought } from '../../ui/dictation';
import Beside from './Beside.svelte';
import { Dictation } from './dictation.svelte';
import type { Scope } from './recognition';

/** What goes beside the form's texts here. */
export async function dictationHere(db: WaymarkDb): Promise<ReturnType<Brought>> {
  const touch = matchMedia('(pointer: coarse)').matches;
  const given = await Dictation.on({ db, scope: window as Scope, languages: navigator.languages, touch });
  return { Dictation: Beside, given };
}
