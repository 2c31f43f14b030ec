/** From a jot to the form that finishes it. */
import type { WaymarkDb } from '../../db/schema';
import type { GiveDraft } from '../feedback/draft';
import type { JotView } from './model';
import { jotsOf } from './queries';

interface Form {
  begin(about: Partial<GiveDraft>): Promise<void>;
  resume(wanted: string | null): Promise<void>;
}

/** Opens the form with the jot's learner, words and moment in place; what was being written stays among the drafts. */
export async function finish(
  app: { db: WaymarkDb; session: { program: { id: string } | null } },
  form: Form,
  id: string,
): Promise<void> {
  const jots = await jotsOf(app.db, app.session.program?.id ?? '');
  const jot = jots.find((one) => one.id === id);
  if (!jot) return form.resume(null); // finished meanwhile
  return form.begin({ learner: jot.learner, ...withJot({ went_well: '', observed_at: null }, jot) });
}

type Filled = Pick<GiveDraft, 'went_well' | 'observed_at' | 'jots'>;

/** What a jot puts into a draft: its words after those that are there, and its moment where none was chosen. */
export function withJot({ went_well, observed_at, jots = [] }: Filled, jot: JotView): Filled {
  return {
    went_well: [went_well.trimEnd(), jot.text].filter(Boolean).join('\n'),
    observed_at: observed_at ?? jot.observed_at,
    jots: [...jots, { id: jot.id, learner: jot.learner }],
  };
}
