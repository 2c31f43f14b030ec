/**
 * Days and moments in words a person uses. `Intl` writes them; where the language begins with a small letter
 * ("today"), a sentence of its own begins with a capital.
 */

const DAY = 86_400_000;

/** Midnight UTC of a calendar day, for counting and for formatters that are told UTC. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** How days are written in one language. `today` is always the calendar day where the person is. */
export class When {
  // Made when they are first needed: all of them at once would cost a phone more than drawing its first page.
  readonly #relative: () => Intl.RelativeTimeFormat;
  readonly #near: () => Intl.DateTimeFormat;
  readonly #far: () => Intl.DateTimeFormat;
  readonly #month: () => Intl.DateTimeFormat;
  readonly #time: () => Intl.DateTimeFormat;
  readonly #zone: string | undefined;

  /** The language is asked for at the first use. `zone` only for tests; people read times where they are. */
  constructor(locale: () => string, zone?: string) {
    this.#zone = zone;
    const dates = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale(), options));
    this.#relative = once(() => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }));
    this.#near = dates({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
    this.#far = dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    this.#month = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.#time = dates({ hour: 'numeric', minute: '2-digit', ...(zone ? { timeZone: zone } : {}) });
  }

  /** The calendar day (`YYYY-MM-DD`) of a moment where the person is. */
  dayOf(moment: string | number): string {
    const at = new Date(moment);
    if (Number.isNaN(at.getTime())) return '1970-01-01';
    if (!this.#zone) {
      const two = (n: number) => String(n).padStart(2, '0');
      return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    }
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.#zone }).format(at);
  }

  /** "Sun, Nov 22" within half a year, else with the year. */
  day(day: string, today: string): string {
    const far = Math.abs(midnight(day) - midnight(today)) > 180 * DAY;
    return (far ? this.#far() : this.#near()).format(midnight(day));
  }

  /** "Today", "Tomorrow", "In 5 days"; from ten days on the date alone says more. */
  distance(day: string, today: string): string {
    return capital(this.distanceWithin(day, today));
  }

  /** The same inside a sentence: "4 days ago". */
  distanceWithin(day: string, today: string): string {
    const days = Math.round((midnight(day) - midnight(today)) / DAY);
    return Math.abs(days) < 10 ? this.#relative().format(days, 'day') : this.day(day, today);
  }

  /** "Today 2:05 PM", "Yesterday 2:05 PM", "Tue, Nov 17, 2:05 PM". */
  moment(moment: string | number, today: string): string {
    const day = this.dayOf(moment);
    const days = Math.round((midnight(day) - midnight(today)) / DAY);
    const said = days === 0 || days === -1 ? capital(this.#relative().format(days, 'day')) : `${this.day(day, today)},`;
    return `${said} ${this.time(moment)}`;
  }

  /** "2:05 PM". */
  time(moment: string | number): string {
    const at = new Date(moment);
    return Number.isNaN(at.getTime()) ? '' : this.#time().format(at);
  }

  /** "November 2026", of `YYYY-MM`: a heading, so it begins with a capital. */
  month(month: string): string {
    return capital(this.#month().format(midnight(`${month}-01`)));
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Makes it at the first call. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
