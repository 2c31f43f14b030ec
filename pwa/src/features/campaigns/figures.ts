/** What a report's figures say, and how they are drawn. Pure. */
import type { Figure, Report, ReportItem, ShownGroup } from './model';

/** One bar of an item: a group, or everybody shown. */
export interface Bar {
  group: ShownGroup | 'all';
  figure: Figure;
}

/** The bars of an item, everybody first; a single group is everybody. */
export function barsOf({ all, groups }: ReportItem): Bar[] {
  const each = groups.map(({ group, figure }) => ({ group, figure }));
  return each.length > 1 ? [{ group: 'all', figure: all }, ...each] : each;
}

/** How much of a bar each anchor takes, of one; all nothing where nobody observed it. */
export function sharesOf({ counts }: NonNullable<Figure>): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

/** The skill of the learner's sets that a line belongs to, for a plan about it. */
export function skillOf(
  { form }: Pick<Report, 'form'>,
  item: string,
  skills: readonly { id: string; theme: string | null }[],
): string | undefined {
  const theme = form.items.find(({ id }) => id === item)?.theme;
  return theme ? skills.find((skill) => skill.theme === theme)?.id : undefined;
}

/** The same line on several occasions, oldest first; nothing where it was asked only once. */
export function overTime(reports: readonly Report[], item: string): { half_year: string; figure: Figure }[] {
  const seen = reports.flatMap(({ half_year, items }) => {
    const found = items.find((one) => one.item === item);
    return found ? [{ half_year, figure: found.all }] : [];
  });
  return seen.length > 1 ? seen : [];
}
