/** How plans of a program end, as the server counted it: of five learners or more, and of nobody in particular. Pure. */
export interface Figures {
  people: number;
  entries: number;
  led_to_plan: number;
  plans: number;
  closed: number;
  seen_again: number;
  by_another: number;
  median_days: number | null;
}

export interface Closure {
  all: Figures | null;
  by_year: { year: number | null; figures: Figures }[];
  other_years: Figures | null;
  by_rotation: { rotation: string | null; figures: Figures }[];
  other_rotations: Figures | null;
}

/** What is shown as a share, each of what stands before it. */
export const SHARES = ['led', 'closed', 'seen', 'another'] as const;
export type Share = (typeof SHARES)[number];

/** A share of one; null where there is nothing it could be of. */
export function shareOf(figures: Figures, share: Share): number | null {
  const parts: Record<Share, [number, number]> = {
    led: [figures.led_to_plan, figures.entries],
    closed: [figures.closed, figures.plans],
    seen: [figures.seen_again, figures.closed],
    another: [figures.by_another, figures.seen_again],
  };
  const [part, whole] = parts[share];
  return whole > 0 ? part / whole : null;
}

interface Words {
  all: string;
  year: (year: number | null) => string;
  rotation: (id: string | null) => string;
  other_years: string;
  other_rotations: string;
}

/** The lines of the table: everybody, then by year, then by rotation. What is hidden stands together at the end of each. */
export function linesOf(closure: Closure, words: Words): { key: string; name: string; figures: Figures }[] {
  const line = (key: string, name: string, figures: Figures | null) => (figures ? [{ key, name, figures }] : []);
  return [
    ...line('all', words.all, closure.all),
    ...closure.by_year.flatMap(({ year, figures }) => line(`year ${String(year)}`, words.year(year), figures)),
    ...line('other years', words.other_years, closure.other_years),
    ...closure.by_rotation.flatMap(({ rotation, figures }) =>
      line(`rotation ${String(rotation)}`, words.rotation(rotation), figures),
    ),
    ...line('other rotations', words.other_rotations, closure.other_rotations),
  ];
}
