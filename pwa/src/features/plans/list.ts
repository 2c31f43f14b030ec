/** The list of plans: proposals, then by date with what has passed first, then what is closed. */
import { groupOf, nextDate, type DateGroup, type NextDate } from './dates';
import type { PlanView } from './view';

export interface PlanItem {
  view: PlanView;
  next: NextDate | null;
}

export interface PlanList {
  proposed: PlanItem[];
  open: { group: DateGroup; items: PlanItem[] }[];
  closed: PlanItem[];
}

const GROUPS: readonly DateGroup[] = ['passed', 'week', 'later', 'undated'];

/** Sorts plans once; a plan stands in exactly one place. */
export function listPlans(views: readonly PlanView[], today: string): PlanList {
  const proposed: PlanItem[] = [];
  const closed: PlanItem[] = [];
  const open = new Map<DateGroup, PlanItem[]>(GROUPS.map((group) => [group, []]));

  for (const view of views) {
    const item = { view, next: nextDate(view.plan) };
    if (view.plan.state === 'proposed') proposed.push(item);
    else if (view.plan.state === 'closed') closed.push(item);
    else open.get(groupOf(item.next?.on ?? null, today))?.push(item);
  }

  proposed.sort(newestFirst);
  closed.sort((a, b) => compare(b.view.plan.closed_at ?? '', a.view.plan.closed_at ?? ''));
  for (const items of open.values()) items.sort(soonestFirst);
  return {
    proposed,
    open: GROUPS.map((group) => ({ group, items: open.get(group) ?? [] })).filter(({ items }) => items.length > 0),
    closed,
  };
}

function soonestFirst(a: PlanItem, b: PlanItem): number {
  return compare(a.next?.on ?? '', b.next?.on ?? '') || newestFirst(a, b);
}

function newestFirst(a: PlanItem, b: PlanItem): number {
  return compare(b.view.plan.started_at, a.view.plan.started_at) || compare(a.view.plan.id, b.view.plan.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first `limit` items of a list in groups; groups that get none fall away. */
export function windowOf(groups: PlanList['open'], limit: number): { groups: PlanList['open']; more: boolean } {
  let left = limit;
  const shown: PlanList['open'] = [];
  for (const { group, items } of groups) {
    if (left > 0) shown.push({ group, items: items.slice(0, left) });
    left -= items.length;
  }
  return { groups: shown, more: left < 0 };
}
