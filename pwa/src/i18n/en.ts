/** Every message in English, one file per area. */
import { atOnce } from './at-once';
import { dictation } from './en/dictation';
import { guests } from './en/guests';
import { inbox } from './en/inbox';
import { notifications } from './en/notifications';
import { plans } from './en/plans';
import { program } from './en/program';
import { requests } from './en/requests';
import { session } from './en/session';
import { sync } from './en/sync';

export const en = {
  ...atOnce,
  ...dictation,
  ...guests,
  ...inbox,
  ...notifications,
  ...plans,
  ...program,
  ...requests,
  ...session,
  ...sync,
} as const;
