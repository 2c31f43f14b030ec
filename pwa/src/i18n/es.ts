/** Every message in Spanish, in the files and the order of the English ones. The words chosen: docs/glossary.md. */
import type { en } from './en';
import { app } from './es/app';
import { calendar } from './es/calendar';
import { campaigns } from './es/campaigns';
import { coach } from './es/coach';
import { coaching } from './es/coaching';
import { dictation } from './es/dictation';
import { give } from './es/give';
import { guard } from './es/guard';
import { guests } from './es/guests';
import { guides } from './es/guides';
import { help } from './es/help';
import { inbox } from './es/inbox';
import { jots } from './es/jots';
import { learning } from './es/learning';
import { levels } from './es/levels';
import { notifications } from './es/notifications';
import { person } from './es/person';
import { plans } from './es/plans';
import { practice } from './es/practice';
import { program } from './es/program';
import { requests } from './es/requests';
import { seen } from './es/seen';
import { session } from './es/session';
import { starters } from './es/starters';
import { status } from './es/status';
import { sync } from './es/sync';
import { takeback } from './es/takeback';
import type { Translation } from './translation';

export const es: Translation<typeof en> = {
  ...app,
  ...give,
  ...person,
  ...status,
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
};
