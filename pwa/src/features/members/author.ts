import type { MessageKey, Translate } from '../../i18n/t';
import type { People } from './people';

interface Written {
  program: string;
  author: string;
  /** Of an author without a membership: as they said who they are. */
  visiting?: { name: string; profession: string } | null;
}

/** Who wrote an entry: a member by name, or a visiting assessor with their profession. */
export function authorOf(people: People, { program, author, visiting }: Written): string {
  if (!visiting) return people.name(program, author);
  return visitorWords(visiting, people.t);
}

/** An author without a membership: their name, that they are visiting, and their profession. */
export function visitorWords({ name, profession }: { name: string; profession: string }, t: Translate): string {
  return t('person.visiting', { name, profession: t(`person.profession.${profession}` as MessageKey) });
}
