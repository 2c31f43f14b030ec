/** Where a notification leads, on this device and with or without a network. */
import type { AppContext } from '../../app/context';
import { whenShown } from '../../app/shown';
import { today } from '../../lib/clock';
import { answerAt } from '../requests/address';
import { stateOn } from '../requests/model';
import { answerTo, requestById } from '../requests/queries';
import type { NotificationRow, Told } from './model';
import { openNotification } from './mutations';
import { notificationById } from './queries';

/** A page; another program whose pages have to be opened first; or nothing, with the reason. */
export type Leads = { to: string } | { program: string } | { nowhere: 'unknown' | 'ended' };

type Going = Pick<AppContext, 'db' | 'clock' | 'ids' | 'session' | 'sync'>;

/** Says where a notification's thing is, and marks it as read once its page is shown. */
export async function follow(app: Going, id: string): Promise<Leads> {
  const { db } = app;
  const tables = [db.notifications, db.requests, db.feedbackEntries, db.outbox, db.acknowledged];
  // in one transaction: each of their own costs a slow phone a moment
  const [told, leads] = await db.transaction('r', tables, async (): Promise<[Told | undefined, Leads]> => {
    const told = await notificationById(db, id);
    return [told, told ? await placeOf(app, told) : { nowhere: 'unknown' }];
  });
  if (!told) return leads;
  // other pages mark what was told of their thing themselves
  const here = 'to' in leads ? leads.to.startsWith('/entry/') : 'nowhere' in leads;
  if (told.unread && here) whenShown(() => void openNotification(app, told).catch(() => {})); // a full storage: unread
  return leads;
}

async function placeOf(app: Going, { kind, about, program }: NotificationRow): Promise<Leads> {
  if (about.kind === 'feedback_entry') return { to: `/entry/${about.id}` };
  if (about.kind === 'plan') return { to: `/plans/${about.id}` };
  if (about.kind === 'check_in') return { to: `/coach/check-in/${about.id}` };
  if (about.kind === 'meeting') return { to: '/coach/mine' };
  if (kind === 'request_declined') return { to: `/asked/${about.id}` };

  const asked = (await requestById(app.db, about.id))?.request;
  if (!asked) return { nowhere: 'unknown' };
  const answer = await answerTo(app.db, about.id, app.session.person.id);
  if (answer !== null) return { to: `/entry/${answer}` };
  if (stateOn(asked, today(app.clock)) !== 'open') return { nowhere: 'ended' };
  // Give works in the program that is shown
  const another = app.session.program?.id !== program;
  if (another && app.session.memberships.some((one) => one.program.id === program)) return { program };
  return { to: answerAt(asked) };
}
