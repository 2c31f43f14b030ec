/** Answers on their way: each is sealed, kept on the device, sent, and only then forgotten. */
import type { Random } from '../lib/random';
import type { Reply } from '../session/reply';
import type { Waiting } from './kept';
import type { RaterLine } from './line';
import type { Answer, RaterForm } from './model';
import { canSeal, seal } from './seal';

/** Between two tries while a page waits. */
const AGAIN_MS = 20_000;

/** What became of an answer that was sent now. */
export type Sent =
  | { kind: 'sent' }
  /** Kept, sealed; it goes by itself. */
  | { kind: 'waits' }
  /** Nothing of it was taken, and it is still on the screen. */
  | { kind: 'refused'; code: string };

export class Delivery {
  /** How many answers of this device wait. */
  waiting = $state(0);
  /** Why answers that had waited were not taken in the end. */
  lost = $state.raw<readonly string[]>([]);
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly line: RaterLine,
    readonly kept: Waiting,
    readonly random: Pick<Random, 'bytes'>,
  ) {
    this.waiting = kept.all().length;
  }

  /** Begins to send what waits, now and whenever the network may be back. */
  start(): void {
    addEventListener('online', () => void this.again());
    document.addEventListener('visibilitychange', () => void this.again());
    void this.again();
  }

  /** Sends an answer. Without an answer of the server it waits, sealed: then it cannot be read or changed any more. */
  async send(token: string, answer: Answer, to: RaterForm['seal']): Promise<Sent> {
    const said = await this.line.answer(token, answer);
    if (isTaken(said)) return { kind: 'sent' };
    if (!mayCome(said)) return { kind: 'refused', code: said.code ?? String(said.status) };
    if (!canSeal()) return { kind: 'refused', code: 'offline' };
    const sealed = await seal({ token, answer }, to, this.random);
    if (!this.kept.add(sealed)) return { kind: 'refused', code: 'offline' };
    this.waiting = this.kept.all().length;
    this.#soon(said.after);
    return { kind: 'waits' };
  }

  /** Tries everything that waits once. */
  again = async (): Promise<void> => {
    if (this.#busy || document.visibilityState === 'hidden') return;
    this.#busy = true;
    let after: number | null = null;
    for (const sealed of this.kept.all()) {
      const said = await this.line.sealed(sealed);
      if (!isTaken(said) && mayCome(said)) {
        after = said.after;
        break; // the next one would meet the same
      }
      this.kept.remove(sealed);
      if (!isTaken(said)) this.lost = [...this.lost, said.code ?? String(said.status)];
    }
    this.waiting = this.kept.all().length;
    this.#busy = false;
    if (this.waiting > 0) this.#soon(after);
  };

  #soon(after: number | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.again(), Math.max(after ?? 0, AGAIN_MS));
  }
}

const isTaken = ({ status }: Reply) => status === 200 || status === 201;

/** No network, a server in trouble, or one that asks for patience: the same answer may be taken later. */
const mayCome = ({ status }: Reply) => status === 0 || status === 429 || status >= 500;
