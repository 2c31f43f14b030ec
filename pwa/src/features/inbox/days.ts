/** Days of a list, as people speak of them: today, yesterday, this week, and then by month. */
import { addDays } from '../../lib/days';

export type DayGroup = { kind: 'today' } | { kind: 'yesterday' } | { kind: 'week' } | { kind: 'month'; month: string };

/** The group of a day. The week is the last seven days before today; a day that has not come yet counts as today. */
export function dayGroup(day: string, today: string): DayGroup {
  if (day >= today) return { kind: 'today' };
  if (day === addDays(today, -1)) return { kind: 'yesterday' };
  if (day > addDays(today, -7)) return { kind: 'week' };
  return { kind: 'month', month: day.slice(0, 7) };
}

export interface Grouped<Item> {
  key: string;
  group: DayGroup;
  items: Item[];
}

/** Splits a sorted list where its group changes; the order stays. */
export function groupByDay<Item>(
  items: readonly Item[],
  dayOf: (item: Item) => string,
  today: string,
): Grouped<Item>[] {
  const groups: Grouped<Item>[] = [];
  for (const item of items) {
    const group = dayGroup(dayOf(item), today);
    const key = group.kind === 'month' ? group.month : group.kind;
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, group, items: [item] });
  }
  return groups;
}
