/** What only the server has: asked for when it is looked at, and honest about why it is not here. */
import type { Reply } from '../../session/session';

export type Trouble = 'offline' | 'sign_in' | 'forbidden' | 'failed';

/** Why an answer is not one. */
export function troubleOf({ status }: Pick<Reply, 'status'>): Trouble | null {
  if (status >= 200 && status < 300) return null;
  if (status === 0) return 'offline';
  if (status === 401) return 'sign_in';
  if (status === 403 || status === 404) return 'forbidden';
  return 'failed';
}

/** One answer of the server. What was here stays while it is asked for again, and where that fails. */
export class FromServer<Value> {
  value = $state.raw<Value>();
  trouble = $state.raw<Trouble | null>(null);
  loading = $state.raw(false);
  /** When `value` came, by this device's clock. */
  at = $state.raw(0);
  readonly #ask: () => Promise<Reply<Value>>;
  readonly #now: () => number;
  #round = 0;

  constructor(now: () => number, ask: () => Promise<Reply<Value>>) {
    this.#now = now;
    this.#ask = ask;
    void this.again();
  }

  again = async (): Promise<void> => {
    const round = ++this.#round;
    this.loading = true;
    const reply = await this.#ask();
    if (round !== this.#round) return; // a later question is on its way
    this.loading = false;
    this.trouble = troubleOf(reply);
    if (this.trouble === null && reply.body !== undefined) {
      this.value = reply.body;
      this.at = this.#now();
    }
  };
}
