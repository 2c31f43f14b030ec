import type { MessageKey } from '../../i18n/t';
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
  const { name, profession } = visiting;
  return people.t('person.visiting', { name, profession: people.t(`person.profession.${profession}` as MessageKey) });
}
