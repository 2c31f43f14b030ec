/** A scanned code becomes a draft of the Give form: it works with no network at all. */
import type { AppContext } from '../../../app/context';
import { stamp } from '../../../lib/clock';
import { emptyDraft } from '../../feedback/draft';
import { draftsOf, keepDraft } from '../../feedback/drafts';
import { answerTo } from '../queries';
import type { ReadCode } from './code';
import { judge, type Verdict } from './verdict';

export type Received =
  | { kind: 'draft'; id: string }
  /** This person answered it before. */
  | { kind: 'answered'; entry: string }
  /** Another of this person's programs has to be chosen first. */
  | { kind: 'program'; id: string }
  | Exclude<Verdict, { kind: 'open' }>;

export async function receive(app: AppContext, read: ReadCode): Promise<Received> {
  const { db, session, reference, clock, ids } = app;
  const { op, learner, code } = read;
  const me = session.person.id;
  const programs = session.memberships.map(({ program }) => program.id);
  const list = programs.includes(op.program) ? await reference.of(op.program) : undefined;
  const verdict = judge(read, { me, programs, reference: list, now: clock.now() });
  if (verdict.kind !== 'open') return verdict;
  if (session.program?.id !== op.program) return { kind: 'program', id: op.program };

  const entry = await answerTo(db, op.subject, me);
  if (entry !== null) return { kind: 'answered', entry };
  const begun = (await draftsOf(db, op.program)).find(({ draft }) => draft.answers?.request === op.subject);
  if (begun) return { kind: 'draft', id: begun.draft.id };

  const known = list?.subcompetency(op.body.subcompetency);
  const about = known ? { set: op.body.set, subcompetency: known.id } : {};
  const draft = {
    ...emptyDraft(ids.next(), op.program, stamp(clock)),
    ...about,
    learner,
    answers: { request: op.subject, learner, code },
  };
  await keepDraft(db, draft, clock.now());
  return { kind: 'draft', id: draft.id };
}
