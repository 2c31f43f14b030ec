/**
 * What a device keeps for one person.
 *
 * - One database per person; who is signed in decides which one is open.
 * - The tables of things hold the server's rows and nothing else, exactly as the wire has them. What this person did and
 *   the server does not have yet lies in `outbox`; what is shown is derived from both (sync/pending.ts).
 * - Versions only add. Rows are plain objects, never Svelte `$state` proxies.
 */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { Operation, Reason } from '../sync/protocol';

/** A row of the server, keyed by its id. */
export type ServerRow = Record<string, unknown> & { id: string };

/** Something this person saved that the server has not taken for good. */
export interface OutboxRow<Body = unknown> {
  id: string;
  /** Local order. */
  n: number;
  kind: string;
  /** The part of the subject it changes: edits of one section build on each other. */
  section: string;
  subject: string;
  program: string;
  author: string;
  at: string;
  /** The operation exactly as it is sent, and its SHA-256 in hex. */
  bytes: string;
  hash: string;
  /** The same, parsed, for those who show it. */
  op: Operation<Body>;
  state: 'queued' | 'sending' | 'needs_attention';
  reason?: Reason;
  /** How often it was sent. */
  tries: number;
  /** By this device's clock. */
  savedAt: number;
  /** Held back until then for Undo; 0 means at once. */
  undoUntil: number;
  /** Saved by the same deed as that operation, and taken back with it. */
  with?: string;
  /** Of a held one: the era of the server's memory in which it was acknowledged. */
  era?: number;
  /** Its text was redacted after the server had taken it, so its bytes are no longer those first sent. */
  scrubbed?: true;
}

/** Something the server has taken, retained for 30 days in case its backup has to be restored. */
export interface AcknowledgedRow<Body = unknown> extends Omit<
  OutboxRow<Body>,
  'state' | 'reason' | 'undoUntil' | 'with' | 'era'
> {
  /** By the server's clock. */
  ackedAt: number;
  /** By this device's clock, for showing. */
  sentAt: number;
  seq: number | null;
  /** 1 until a pull has brought its effect. */
  unseen: 0 | 1;
  /** The era of the server's memory in which it was acknowledged. */
  era: number;
}

/** A form that was left: this device only. */
export interface DraftRow<Value = unknown> {
  key: string;
  value: Value;
  savedAt: number;
}

export interface MetaRow {
  key: string;
  value: unknown;
}

export interface ReferenceRow {
  program: string;
  etag: string | null;
  snapshot: unknown;
  fetchedAt: number;
}

/** One person of "my team this week". */
export interface PinRow {
  person: string;
  pinnedAt: number;
}

/** Where each kind of the feed is kept. */
export const tableOfKind = {
  feedback_entry: 'feedbackEntries',
  amendment: 'amendments',
  response: 'responses',
  reflection: 'reflections',
  jot: 'jots',
  read_mark: 'readMarks',
  plan: 'plans',
  plan_progress: 'planProgress',
  plan_goal: 'planGoals',
  learning_plan: 'learningPlans',
  learning_plan_signature: 'learningPlanSignatures',
  held_item: 'heldItems',
  request: 'requests',
  notification: 'notifications',
  preferences: 'preferences',
  guard_mark: 'guardMarks',
  meeting: 'meetings',
  coach_note: 'coachNotes',
  check_in: 'checkIns',
} as const;

export type ChangeKind = keyof typeof tableOfKind;
export type ThingTable = (typeof tableOfKind)[ChangeKind];

/** The name of a person's database. */
export const databaseName = (person: string) => `waymark-${person}`;

export class WaymarkDb extends Dexie {
  // Each feature reads its own tables with its own row types: `db.table<PlanRow, string>('plans')` or a cast.
  feedbackEntries!: Table<ServerRow, string>;
  amendments!: Table<ServerRow, string>;
  responses!: Table<ServerRow, string>;
  reflections!: Table<ServerRow, string>;
  jots!: Table<ServerRow, string>;
  readMarks!: Table<ServerRow, string>;
  plans!: Table<ServerRow, string>;
  planProgress!: Table<ServerRow, string>;
  planGoals!: Table<ServerRow, string>;
  learningPlans!: Table<ServerRow, string>;
  learningPlanSignatures!: Table<ServerRow, string>;
  heldItems!: Table<ServerRow, string>;
  requests!: Table<ServerRow, string>;
  notifications!: Table<ServerRow, string>;
  preferences!: Table<ServerRow, string>;
  guardMarks!: Table<ServerRow, string>;
  meetings!: Table<ServerRow, string>;
  coachNotes!: Table<ServerRow, string>;
  checkIns!: Table<ServerRow, string>;

  outbox!: Table<OutboxRow, string>;
  acknowledged!: Table<AcknowledgedRow, string>;
  drafts!: Table<DraftRow, string>;
  reference!: Table<ReferenceRow, string>;
  meta!: Table<MetaRow, string>;
  pins!: Table<PinRow, string>;
  /** While everything is pulled again from the start: what has come so far. */
  arrived!: Table<{ key: string }, string>;

  constructor(
    readonly person: string,
    options: DexieOptions = {},
  ) {
    // strict: a completed transaction is on the disk, which "Saved on this phone" promises.
    // No cache of rows: it copies every answer deeply, which costs more than reading a row again.
    super(databaseName(person), { cache: 'disabled', ...options, chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      feedbackEntries: 'id, learner, author, given_at',
      amendments: 'id, entry',
      responses: 'id, entry',
      reflections: 'id, entry',
      readMarks: 'id',
      plans: 'id, learner',
      planProgress: 'id, plan',
      planGoals: 'id',
      heldItems: 'id, subject',
      outbox: 'id, subject, state, n',
      acknowledged: 'id, subject, ackedAt, unseen, era',
      drafts: 'key',
      reference: 'program, [program+fetchedAt]',
      meta: 'key',
      pins: 'person',
      arrived: 'key',
    });
    this.version(2).stores({ requests: 'id, learner, assessor' });
    this.version(3).stores({ notifications: 'id', preferences: 'id' });
    this.version(4).stores({ guardMarks: 'id', jots: 'id' });
    this.version(5).stores({ meetings: 'id', coachNotes: 'id', checkIns: 'id' });
    this.version(6).stores({ learningPlans: 'id', learningPlanSignatures: 'id, learning_plan' });
  }
}
