/**
 * The tour: what it shows whom, and whether it was offered here. It is offered once per person and device, to whoever has
 * not saved anything on it; taken or declined, it is found under You.
 */
import { asks, hasProgramPage, mayGive } from '../../app/places';
import type { Role } from '../../db/reference';
import type { WaymarkDb } from '../../db/schema';
import type { IconName } from '../../ui/Icon.svelte';

const ICONS = {
  give: 'give',
  offline: 'offline',
  beside: 'check',
  seen: 'eye',
  jot: 'edit',
  followed: 'people',
  ask: 'ask',
  inbox: 'inbox',
  plan: 'plans',
  about: 'eye',
  held: 'people',
  ledger: 'given',
  told: 'clock',
} as const satisfies Record<string, IconName>;

export type Step = keyof typeof ICONS;

export const iconOf = (step: Step): IconName => ICONS[step];

/** What somebody with these roles is shown, in this order. Who learns comes first as a learner. */
export function stepsFor(roles: readonly Role[]): readonly Step[] {
  if (asks(roles)) return ['ask', 'inbox', 'plan', 'about', 'offline'];
  if (!mayGive(roles)) return ['held', 'ledger', 'told'];
  return ['give', 'beside', 'seen', 'offline', 'jot', ...(hasProgramPage(roles) ? (['followed'] as const) : [])];
}

const TOLD = 'tour';

/** Whether to offer it now. */
export async function tourIsDue(db: WaymarkDb): Promise<boolean> {
  const [told, ...kept] = await Promise.all([
    db.meta.get(TOLD),
    db.outbox.count(),
    db.acknowledged.count(),
    db.drafts.count(),
  ]);
  return told === undefined && kept.every((n) => n === 0);
}

/** It was taken or declined. */
export const tourTold = (db: WaymarkDb) => db.meta.put({ key: TOLD, value: true });
