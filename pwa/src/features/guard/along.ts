/** The guard as it reads along in somebody's texts: with the people they know, and what they said of their words. */
import { clock } from '../../app/browser';
import type { ReferenceStore } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import type { guard as messages } from '../../i18n/en/guard';
import type { MessageParams } from '../../i18n/filled';
import { learnTheRest, t } from '../../i18n/t';
import type { Alongside } from '../../ui/alongside';
import { rosterOf, type Roster } from './find';
import { keptHere, keptIn, type Kept } from './kept';
import Marks from './Marks.svelte';

export interface Guard {
  roster: () => Promise<Roster>;
  kept: Kept;
  /** Says what it found, in the language of the page. */
  t: (key: keyof typeof messages, params?: MessageParams) => string;
}

interface Opened {
  db: WaymarkDb;
  reference: ReferenceStore;
  session: { program: { id: string } | null };
}

/** For a person who is signed in. */
export function along({ db, reference, session }: Opened): ReturnType<Alongside> {
  const roster = async () => {
    const known = session.program && (await reference.of(session.program.id));
    const members = known?.snapshot.members ?? [];
    return rosterOf(members.map(({ given_name, family_name }) => `${given_name} ${family_name}`));
  };
  return reading({ roster, kept: keptIn({ db, clock }) });
}

/** For somebody without an account, who knows these names. */
export function alongWith(names: readonly string[]): ReturnType<Alongside> {
  return reading({ roster: () => Promise.resolve(rosterOf(names)), kept: keptHere() });
}

async function reading(given: Omit<Guard, 't'>): ReturnType<Alongside> {
  await learnTheRest();
  return { Reader: Marks, given: { ...given, t } };
}
