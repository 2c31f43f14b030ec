/** Every message in English, one file per area. */
import { atOnce } from './at-once';
import { calendar } from './en/calendar';
import { campaigns } from './en/campaigns';
import { coach } from './en/coach';
import { coaching } from './en/coaching';
import { dictation } from './en/dictation';
import { guard } from './en/guard';
import { guests } from './en/guests';
import { guides } from './en/guides';
import { help } from './en/help';
import { inbox } from './en/inbox';
import { jots } from './en/jots';
import { learning } from './en/learning';
import { levels } from './en/levels';
import { notifications } from './en/notifications';
import { plans } from './en/plans';
import { practice } from './en/practice';
import { program } from './en/program';
import { requests } from './en/requests';
import { seen } from './en/seen';
import { session } from './en/session';
import { starters } from './en/starters';
import { sync } from './en/sync';
import { takeback } from './en/takeback';

export const en = {
  ...atOnce,
  ...calendar,
  ...campaigns,
  ...coach,
  ...coaching,
  ...dictation,
  ...guard,
  ...guests,
  ...guides,
  ...help,
  ...inbox,
  ...jots,
  ...learning,
  ...levels,
  ...notifications,
  ...plans,
  ...practice,
  ...program,
  ...requests,
  ...seen,
  ...session,
  ...starters,
  ...sync,
  ...takeback,
} as const;
