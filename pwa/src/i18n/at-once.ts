/**
 * What the shell and the Give page say: part of the first load. Everything else comes with the first other page.
 * at-once.test.ts holds that nothing the first load says is missing here.
 */
import { app } from './en/app';
import { give } from './en/give';
import { person } from './en/person';
import { status } from './en/status';

export const atOnce = { ...app, ...give, ...person, ...status } as const;
