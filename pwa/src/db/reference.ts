/** Roster, framework and rotations of a program: a whole snapshot, read only, readable offline. */
import Dexie from 'dexie';
import type { Clock } from '../lib/clock';
import type { Ask } from '../sync/ports';
import type { WaymarkDb } from './schema';

export type Role =
  | 'learner'
  | 'faculty'
  | 'team'
  | 'coach'
  | 'coordinator'
  | 'director'
  | 'committee'
  | 'faculty_developer'
  | 'institution_admin';

export type Setting = 'ward' | 'clinic' | 'ed' | 'or' | 'icu' | 'procedure' | 'handoff' | 'other';

export interface Subcompetency {
  id: string;
  /** Means something only inside its set. */
  code: string;
  competency: string;
  ordinal: number;
  title: string;
  theme: string | null;
  /** Plain words it is found by. */
  words: string[];
  /** Of Level 1 to Level 5. */
  descriptors: string[];
}

export interface MilestoneSet {
  id: string;
  specialty: string;
  framework: string;
  version: string;
  competencies: { code: string; title: string }[];
  subcompetencies: Subcompetency[];
}

export interface Member {
  id: string;
  given_name: string;
  family_name: string;
  roles: Role[];
  training_year: number | null;
  profession: string | null;
  /** Of a learner: the sets that apply. */
  sets: string[];
  /** Whether they were a member when the snapshot was made. */
  active: boolean;
  /** Of somebody who is here for some days only: the first, and the last. */
  starts_on?: string;
  ends_on?: string;
}

/** Whether somebody is a member on that day (`YYYY-MM-DD`), as far as this device has heard. */
export function isHereOn(member: Member, day: string): boolean {
  const { starts_on, ends_on } = member;
  return starts_on && ends_on ? starts_on <= day && day <= ends_on : member.active;
}

export interface Rotation {
  id: string;
  name: string;
  setting: Setting;
  subcompetencies: string[];
}

/** What a program itself expects of its learners in one year of training: from one level to another, in half-steps. */
export interface ExpectedBand {
  set: string;
  training_year: number;
  low: number;
  high: number;
}

/** `GET /programs/{id}/reference` as the wire has it. */
export interface ReferenceSnapshot {
  program: {
    id: string;
    name: string;
    time_zone: string;
    institution: string;
    /** How many open requests one person may have. */
    open_requests_max?: number;
    /** How many days a request is open. */
    request_days?: number;
  };
  wording: string;
  sets: MilestoneSet[];
  members: Member[];
  coaching: { coach: string; learner: string }[];
  rotations: Rotation[];
  /** By set, then by year; a snapshot of before there were any has none. */
  expected_bands?: ExpectedBand[];
  assignments: { rotation: string; person: string; starts_on: string; ends_on: string }[];
  skills_by_setting: Partial<Record<Setting, string[]>>;
  /** Whom people of this site turn to. */
  support?: { training_office: string | null; confidential: string | null };
}

/** A snapshot with its ways to look things up. */
export class Reference {
  readonly #members: Map<string, Member>;
  readonly #skills: Map<string, { set: MilestoneSet; subcompetency: Subcompetency }>;
  readonly #rotations: Map<string, Rotation>;

  constructor(readonly snapshot: ReferenceSnapshot) {
    this.#members = new Map(snapshot.members.map((member) => [member.id, member]));
    this.#rotations = new Map(snapshot.rotations.map((rotation) => [rotation.id, rotation]));
    this.#skills = new Map(
      snapshot.sets.flatMap((set) =>
        set.subcompetencies.map((subcompetency) => [subcompetency.id, { set, subcompetency }]),
      ),
    );
  }

  member(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /** Given and family name, or nothing for somebody this program does not know. */
  name(id: string): string | undefined {
    const member = this.#members.get(id);
    return member && `${member.given_name} ${member.family_name}`;
  }

  rotation(id: string): Rotation | undefined {
    return this.#rotations.get(id);
  }

  subcompetency(id: string): Subcompetency | undefined {
    return this.#skills.get(id)?.subcompetency;
  }

  /** The set a subcompetency belongs to. */
  setOf(subcompetency: string): MilestoneSet | undefined {
    return this.#skills.get(subcompetency)?.set;
  }

  set(id: string): MilestoneSet | undefined {
    return this.snapshot.sets.find((set) => set.id === id);
  }

  /** Active members with that role, by family name. */
  withRole(role: Role): Member[] {
    return this.snapshot.members
      .filter((member) => member.active && member.roles.includes(role))
      .sort((a, b) => a.family_name.localeCompare(b.family_name) || a.given_name.localeCompare(b.given_name));
  }
}

/** A snapshot as it was read. */
interface Read {
  fetchedAt: number;
  reference: Reference;
}

/** The snapshots kept on this device. */
export class ReferenceStore {
  #last: { program: string; reading: Promise<Read | undefined> } | undefined;

  constructor(
    readonly db: WaymarkDb,
    readonly clock: Clock,
    readonly ask: Ask,
  ) {}

  /** The program's snapshot, or nothing before the first fetch. Use it inside a live query. */
  async of(program: string): Promise<Reference | undefined> {
    // a snapshot is large: only its index is looked at, unless it has changed; the first time both at once
    const looking = this.db.reference
      .where('[program+fetchedAt]')
      .between([program, Dexie.minKey], [program, Dexie.maxKey])
      .keys();
    const last = this.#last?.program === program ? this.#last : this.#begin(program);
    const [fetchedAt] = (await looking).map((key) => (key as unknown as [string, number])[1]);
    if (fetchedAt === undefined) {
      this.#last = undefined;
      return undefined;
    }
    const read = await last.reading;
    if (read?.fetchedAt === fetchedAt) return read.reference;
    const next = this.#last === last || this.#last?.program !== program ? this.#begin(program) : this.#last;
    return (await next.reading)?.reference;
  }

  /** Fetches the snapshot where it has changed. Without an answer the last one stays. */
  async refresh(program: string): Promise<void> {
    const known = await this.db.reference.get(program);
    const headers: Record<string, string> = known?.etag ? { 'If-None-Match': known.etag } : {};
    const answer = await this.ask({ method: 'GET', path: `/programs/${program}/reference`, headers });
    if (answer.kind !== 'answer') return;
    if (answer.status === 404) {
      await this.db.reference.delete(program); // no member of it any more
      return;
    }
    const snapshot = answer.status === 200 ? readSnapshot(answer.text) : null;
    if (snapshot?.program.id !== program) return;
    const fetchedAt = Math.max(this.clock.now(), (known?.fetchedAt ?? 0) + 1); // never the same twice
    await this.db.reference.put({ program, etag: answer.etag, snapshot, fetchedAt });
  }

  #begin(program: string) {
    const reading = this.#read(program);
    reading.catch(() => {}); // said to whoever awaits it
    return (this.#last = { program, reading });
  }

  async #read(program: string): Promise<Read | undefined> {
    try {
      const row = await this.db.reference.get(program);
      return row && { fetchedAt: row.fetchedAt, reference: new Reference(row.snapshot as ReferenceSnapshot) };
    } catch (error) {
      this.#last = undefined; // such as a lost connection: the next one reads again
      throw error;
    }
  }
}

/** Null for whatever is not a snapshot, such as a captive portal's page. */
function readSnapshot(text: string): ReferenceSnapshot | null {
  try {
    const read = JSON.parse(text) as Partial<ReferenceSnapshot> | null;
    const whole = read?.program && Array.isArray(read.sets) && Array.isArray(read.members);
    return whole ? (read as ReferenceSnapshot) : null;
  } catch {
    return null;
  }
}
