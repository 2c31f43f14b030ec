/** What a person is told, and how they want to be told. Pure. */

/** Every kind, in the order the choices stand. */
export const KINDS = [
  'feedback_new',
  'request_answered',
  'request_declined',
  'plan_proposed',
  'plan_step_due',
  'plan_quiet',
  'request_new',
  'request_reminder',
  'response_new',
  'look_again_due',
  'jots_waiting',
  'check_in_asked',
  'check_in_about_you',
  'meeting_set',
] as const;
export type NotificationKind = (typeof KINDS)[number];

/** Told only to somebody who learns. */
const LEARNERS: readonly NotificationKind[] = [
  'feedback_new',
  'request_answered',
  'request_declined',
  'plan_proposed',
  'plan_step_due',
  'plan_quiet',
  'check_in_about_you',
  'meeting_set',
];

/** The kinds that may reach somebody; coaches and directors are asked to check in. */
export const kindsFor = (learns: boolean, isAsked = false): NotificationKind[] =>
  KINDS.filter((kind) => (kind === 'check_in_asked' ? isAsked : learns || !LEARNERS.includes(kind)));

export interface About {
  kind: 'request' | 'feedback_entry' | 'plan' | 'jot' | 'check_in' | 'meeting';
  id: string;
}

/** A notification as the server sends it: ids only. */
export interface NotificationRow {
  id: string;
  program: string;
  kind: NotificationKind;
  about: About;
  at: string;
  read_at: string | null;
}

export interface Channels {
  push: boolean;
  mail: boolean;
}

/** What somebody wants to be told; everything is sent at once. */
export interface Preferences {
  kinds: Record<NotificationKind, Channels>;
  /** `HH:MM`; both ends or neither. */
  quiet_from: string | null;
  quiet_to: string | null;
  digest: 'none' | 'daily';
  /** The program's where none is named. */
  time_zone: string | null;
}

/** Mailed to whoever never chose. */
const MAILED: readonly NotificationKind[] = ['request_new', 'feedback_new', 'check_in_asked'];
/** Told in the app alone; whoever wants more asks for it. */
const IN_APP: readonly NotificationKind[] = ['jots_waiting', 'check_in_about_you', 'meeting_set'];

/** What holds for whoever never chose. The server has the same. */
export function usualPreferences(): Preferences {
  const mail = (kind: NotificationKind) => MAILED.includes(kind);
  const push = (kind: NotificationKind) => !IN_APP.includes(kind);
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, { push: push(kind), mail: mail(kind) }]));
  return {
    kinds: kinds as Record<NotificationKind, Channels>,
    quiet_from: null,
    quiet_to: null,
    digest: 'none',
    time_zone: null,
  };
}

/** The usual ones with what was chosen over them: kinds that are not named are as if nothing had been chosen. */
export function withUsual(chosen: Partial<Preferences>): Preferences {
  const usual = usualPreferences();
  return {
    kinds: { ...usual.kinds, ...chosen.kinds },
    quiet_from: chosen.quiet_from ?? null,
    quiet_to: chosen.quiet_to ?? null,
    digest: chosen.digest ?? 'none',
    time_zone: chosen.time_zone ?? null,
  };
}

/** The same with one channel of one kind switched. */
export function withChannel(
  preferences: Preferences,
  kind: NotificationKind,
  channel: keyof Channels,
  on: boolean,
): Preferences {
  const channels = { ...preferences.kinds[kind], [channel]: on };
  return { ...preferences, kinds: { ...preferences.kinds, [kind]: channels } };
}

/** A notification as it is shown. */
export interface Told extends NotificationRow {
  unread: boolean;
}

/** What this device has of the things that notifications are about. */
export interface Things {
  /** Entries that the inbox lists. */
  entries: ReadonlySet<string>;
  /** Requests, and whether they still wait. */
  requests: ReadonlyMap<string, { open: boolean }>;
}

/**
 * Whether the inbox lists the thing already, or has nothing left to say of it: an entry and a reply have their own row,
 * an open question its card, and a question that ended waits for nobody.
 */
export function isListed({ kind, about }: NotificationRow, things: Things): boolean {
  switch (kind) {
    case 'feedback_new':
    case 'request_answered':
    case 'response_new':
      return things.entries.has(about.id);
    case 'request_new':
    case 'request_reminder':
      return things.requests.has(about.id);
    default:
      return false;
  }
}

/** For how many days what was read is still shown. */
export const SHOWN_DAYS = 14;

export interface ToldGroup {
  kind: NotificationKind;
  items: Told[];
}

/** By kind, the kind with the newest first. */
export function groupByKind(told: readonly Told[]): ToldGroup[] {
  const groups = new Map<NotificationKind, Told[]>();
  for (const one of [...told].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))) {
    const known = groups.get(one.kind);
    if (known) known.push(one);
    else groups.set(one.kind, [one]);
  }
  return [...groups].map(([kind, items]) => ({ kind, items }));
}
