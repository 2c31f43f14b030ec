/**
 * The judge of a run. It believes neither the phones nor the server: it compares what the interface called saved with
 * what lies in the phones' storage and in the server's tables.
 */
import type { AcknowledgedRow, OutboxRow } from '../src/db/schema';
import type { ServerMemory } from '../src/sync/memory';
import type { Ledger, Saved } from './ledger';
import type { Phone } from './phone';
import { atRest } from './rest';
import type { Facts, Server } from './server';

/** What kind of promise was broken. */
export type How = 'lost' | 'doubled' | 'reads' | 'conflict' | 'sight' | 'restless' | 'wrong' | 'harness';

export class Broken extends Error {
  constructor(
    readonly how: How,
    what: string,
  ) {
    super(what);
  }
}

/** Codes of a refusal that no run can deserve: the operation was well-formed, and the wire and the server distorted it. */
const UNDESERVED = ['other_content', 'too_large', 'bad_json', 'bad_utf8', 'operation_mismatch', 'unknown_kind'];

/** A phone lets go of what the server has had for so long. */
const RETAINED_DAYS = 30;

export class Oracle {
  /** What is known to be in the server's tables, of this server's memory. */
  #confirmed = new Set<string>();
  /** Acknowledged before the server's memory was last set back: it may have forgotten these for a while. */
  #mayBeForgotten = new Set<string>();
  readonly #newest = new Map<string, { era: unknown; versions: Map<string, number> }>();

  constructor(
    readonly phones: readonly Phone[],
    readonly people: readonly string[],
    readonly server: Server,
    readonly ledger: Ledger,
  ) {}

  /** The server was set back to a backup. */
  restored(): void {
    this.#confirmed = new Set();
    // an answer of the time before may still be on its way
    for (const { id } of this.ledger.kept) this.#mayBeForgotten.add(id);
  }

  /** After every step: nothing that was called saved is nowhere, and nothing that was read goes back. */
  async step(): Promise<void> {
    const unsure: Saved[] = [];
    const shelves = new Map<string, { outbox: Set<string>; acknowledged: Set<string> }>();
    for (const saved of this.ledger.kept) {
      const shelf = this.#shelf(shelves, saved);
      if (shelf.outbox.has(saved.id)) continue;
      const pruned = this.server.days > RETAINED_DAYS && this.#confirmed.has(saved.id);
      if (!shelf.acknowledged.has(saved.id) && !pruned) {
        throw new Broken('lost', `${saved.kind} ${saved.id} is neither waiting nor retained on ${saved.phone.name}`);
      }
      if (!this.#confirmed.has(saved.id) && !this.#mayBeForgotten.has(saved.id)) unsure.push(saved);
    }
    if (unsure.length > 0) this.#confirm(unsure, await this.server.facts());
    for (const phone of this.phones) for (const person of this.people) this.#reads(phone, person);
  }

  /** Everybody has spoken to the server since it last forgot: what is not offered to it any more has to be there. */
  async takeStock(): Promise<void> {
    const facts = await this.server.facts();
    this.#confirm(
      this.ledger.kept.filter((saved) => {
        const era = this.#memory(saved.phone, saved.person)?.era;
        return this.#kept<AcknowledgedRow>(saved, 'acknowledged')?.era === era;
      }),
      facts,
    );
  }

  /** When everything has come to rest: each thing is where it belongs, once, and is seen by whom it may be. */
  async rest(): Promise<void> {
    const facts = await this.server.facts();
    const { kept } = this.ledger;
    const waiting = new Map<string, OutboxRow>();
    for (const saved of kept) {
      const row = this.#kept<OutboxRow>(saved, 'outbox');
      if (!row) continue;
      if (row.state !== 'needs_attention')
        throw new Broken('restless', `${saved.kind} ${saved.id} still waits at rest`);
      if (UNDESERVED.includes(row.reason?.code ?? ''))
        throw new Broken('wrong', `${saved.kind} ${saved.id}: ${row.reason?.code}`);
      waiting.set(saved.id, row);
    }
    this.#confirm(
      kept.filter(({ id }) => !waiting.has(id)),
      facts,
    );
    atRest({ facts, kept, waiting, phones: this.phones, people: this.people });
  }

  #confirm(unsure: readonly Saved[], facts: Facts): void {
    const known = new Map(facts.operations?.map((row) => [`${row.person}/${row.id}`, row]));
    for (const saved of unsure) {
      const row = known.get(`${bare(saved.person)}/${bare(saved.id)}`);
      if (!row) throw new Broken('lost', `${saved.kind} ${saved.id} was acknowledged and the server does not have it`);
      if (row.outcome !== 'applied' && row.outcome !== 'held') {
        throw new Broken(
          'lost',
          `${saved.kind} ${saved.id} counts as taken on the phone and is ${row.outcome} at the server`,
        );
      }
      this.#confirmed.add(saved.id);
    }
  }

  #shelf(shelves: Map<string, { outbox: Set<string>; acknowledged: Set<string> }>, { phone, person }: Saved) {
    const key = `${phone.name}/${person}`;
    const known = shelves.get(key);
    if (known) return known;
    const ids = (table: string) => new Set(phone.rows<{ id: string }>(person, table).map(({ id }) => id));
    const shelf = { outbox: ids('outbox'), acknowledged: ids('acknowledged') };
    shelves.set(key, shelf);
    return shelf;
  }

  #kept<Row extends OutboxRow | AcknowledgedRow>(saved: Saved, table: string): Row | undefined {
    return saved.phone.rows<Row>(saved.person, table).find(({ id }) => id === saved.id);
  }

  #memory(phone: Phone, person: string): ServerMemory | undefined {
    const meta = phone.rows<{ key: string; value: ServerMemory }>(person, 'meta');
    return meta.find(({ key }) => key === 'server')?.value;
  }

  #reads(phone: Phone, person: string): void {
    if (phone.isWriting(person)) return; // it may yet be rolled back
    const memory = this.#memory(phone, person);
    if (!memory) return;
    const key = `${phone.name}/${person}`;
    const before = this.#newest.get(key);
    // a new era, or signed out and in again: reading begins anew, and what is older goes when it has come to its end
    if (memory.again || memory.cursor === 0) return void this.#newest.delete(key);
    const versions = before?.era === memory.era ? before.versions : new Map<string, number>();
    for (const table of ['feedbackEntries', 'plans']) {
      for (const row of phone.rows<{ id: string; version: number }>(person, table)) {
        const newest = versions.get(`${table}/${row.id}`) ?? 0;
        if (row.version < newest)
          throw new Broken('reads', `${table} ${row.id} went back from ${newest} to ${row.version}`);
        versions.set(`${table}/${row.id}`, row.version);
      }
    }
    this.#newest.set(key, { era: memory.era, versions });
  }
}

/** An id as the server's tables print it. */
export function bare(id: string): string {
  return id.replaceAll('-', '');
}
