/** Every message in English, one file per area. */
import { atOnce } from './at-once';
import { guests } from './en/guests';
import { inbox } from './en/inbox';
import { jots } from './en/jots';
import { notifications } from './en/notifications';
import { plans } from './en/plans';
import { program } from './en/program';
import { requests } from './en/requests';
import { session } from './en/session';
import { sync } from './en/sync';

export const en = {
  ...atOnce,
  ...guests,
  ...inbox,
  ...jots,
  ...notifications,
  ...plans,
  ...program,
  ...requests,
  ...session,
  ...sync,
} as const;
