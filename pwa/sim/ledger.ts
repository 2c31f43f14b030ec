/** Everything the interface called saved. It is the measure of the run: whatever stands here has to be somewhere. */
import type { OutboxRow } from '../src/db/schema';
import type { Phone, Tab } from './phone';

export interface Saved {
  id: string;
  phone: Phone;
  person: string;
  kind: string;
  subject: string;
  /** The operation as it was stored, parsed. */
  op: OutboxRow['op'];
  hash: string;
  /** The person asked for it to be thrown away, or took it back: from then on it may be gone. */
  released: boolean;
  /** And was told that it is. */
  gone: boolean;
}

export class Ledger {
  readonly all = new Map<string, Saved>();

  /** The interface says "Saved on this phone". */
  saved(tab: Tab, row: OutboxRow): void {
    if (tab.dead) return; // nobody saw it
    const { id, kind, subject, op, hash } = row;
    this.all.set(id, {
      id,
      phone: tab.phone,
      person: tab.person,
      kind,
      subject,
      op,
      hash,
      released: false,
      gone: false,
    });
  }

  /** The person throws these away or takes them back. */
  release(ids: readonly string[]): void {
    for (const id of ids) {
      const saved = this.all.get(id);
      if (saved) saved.released = true;
    }
  }

  /** They were told so. */
  gone(ids: readonly string[]): void {
    for (const id of ids) {
      const saved = this.all.get(id);
      if (saved) saved.gone = true;
    }
  }

  /** They did not, after all, unless another tab was faster. */
  keep(ids: readonly string[]): void {
    for (const id of ids) {
      const saved = this.all.get(id);
      if (saved) saved.released = saved.gone;
    }
  }

  get kept(): Saved[] {
    return [...this.all.values()].filter(({ released }) => !released);
  }
}
