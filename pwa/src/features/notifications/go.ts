/** Where a notification leads, on this device and with or without a network. */
import type { AppContext } from '../../app/context';
import { today } from '../../lib/clock';
import { answerAt } from '../requests/address';
import { stateOn } from '../requests/model';
import { answerTo, requestById } from '../requests/queries';
import type { NotificationRow } from './model';
import { openNotification } from './mutations';
import { notificationById } from './queries';

/** A page; another program whose pages have to be opened first; or nothing, with the reason. */
export type Leads = { to: string } | { program: string } | { nowhere: 'unknown' | 'ended' };

type Going = Pick<AppContext, 'db' | 'clock' | 'ids' | 'session' | 'sync'>;

/** Marks a notification as read, and says where its thing is. */
export async function follow(app: Going, id: string): Promise<Leads> {
  const told = await notificationById(app.db, id);
  if (!told) return { nowhere: 'unknown' };
  const leads = await placeOf(app, told);
  if (told.unread && !('program' in leads)) {
    await openNotification(app, told).catch(() => {}); // a full storage is no reason not to go on
  }
  return leads;
}

async function placeOf(app: Going, { kind, about, program }: NotificationRow): Promise<Leads> {
  if (about.kind === 'feedback_entry') return { to: `/entry/${about.id}` };
  if (about.kind === 'plan') return { to: `/plans/${about.id}` };
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
