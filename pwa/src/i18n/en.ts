/** Every message in English, one file per area. */
import { app } from './en/app';
import { give } from './en/give';
import { inbox } from './en/inbox';
import { plans } from './en/plans';
import { program } from './en/program';
import { session } from './en/session';
import { sync } from './en/sync';

export const en = { ...app, ...give, ...inbox, ...plans, ...program, ...session, ...sync } as const;
