/** What the app takes the server's answers for, held against what the server documents. Checked by the type checker. */
import { expectTypeOf, it } from 'vitest';
import type { MilestoneSet, ReferenceSnapshot } from '../db/reference';
import type { Account, SessionBody } from '../session/account';
import type { DemoPerson } from '../session/session';
import type { SessionRow } from '../features/sessions/devices';
import type { components } from './schema';

type Schemas = components['schemas'];

/** Documented as optional where the server may say null; it always says the one or the other. */
type Said<T> = T extends (infer One)[] ? Said<One>[] : T extends object ? { [K in keyof T]-?: Said<T[K]> } : T;

it('a session, an account and a device are what the server says they are', () => {
  expectTypeOf<Said<Schemas['SessionBody']>>().toExtend<SessionBody>();
  expectTypeOf<Said<Schemas['AccountBody']>>().toExtend<Account>();
  expectTypeOf<Said<Schemas['DeviceBody']>>().toExtend<SessionRow>();
  expectTypeOf<Said<Schemas['DemoPersonBody']>>().toExtend<DemoPerson>();
});

it('the reference is what the server says it is', () => {
  // settings are keys there, and a closed set here: what is not in it is never looked up
  type Apart = 'skills_by_setting' | 'members';
  expectTypeOf<Omit<Said<Schemas['Reference']>, Apart>>().toExtend<Omit<ReferenceSnapshot, Apart>>();
  expectTypeOf<Said<Schemas['Framework']>>().toExtend<MilestoneSet>();
});
