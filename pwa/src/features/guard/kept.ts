/**
 * "It is not a patient": what a person said of words in one text, on this device. Only hashes are kept, so that words
 * which are redacted later are not left here; they are forgotten after 30 days.
 */
import type { WaymarkDb } from '../../db/schema';
import type { Clock } from '../../lib/clock';
import { sha256 } from '../../lib/sha256';

const PREFIX = 'guard:';
const KEPT_MS = 30 * 86_400_000;

interface Row {
  hashes: string[];
  at: number;
}

export interface Kept {
  /** Which of these words the person said it of, in the text of this name. */
  among(text: string, words: readonly string[]): Promise<ReadonlySet<string>>;
  keep(text: string, words: string): Promise<void>;
}

/** Keeps it in the person's database. */
export function keptIn({ db, clock }: { db: WaymarkDb; clock: Clock }): Kept {
  const keyOf = async (text: string) => PREFIX + (await sha256(text));
  return {
    async among(text, words) {
      const row = (await db.meta.get(await keyOf(text)))?.value as Row | undefined;
      if (!row) return new Set();
      const hashed = await Promise.all(words.map(async (word) => [word, await sha256(word)] as const));
      return new Set(hashed.filter(([, hash]) => row.hashes.includes(hash)).map(([word]) => word));
    },
    async keep(text, words) {
      const [key, hash] = await Promise.all([keyOf(text), sha256(words)]);
      const now = clock.now();
      await db.transaction('rw', db.meta, async () => {
        const row = (await db.meta.get(key))?.value as Row | undefined;
        const old = ({ value }: { value: unknown }) => (value as Row).at < now - KEPT_MS;
        await db.meta.where('key').startsWith(PREFIX).filter(old).delete();
        await db.meta.put({ key, value: { hashes: [...new Set([...(row?.hashes ?? []), hash])], at: now } });
      });
    },
  };
}

/** Keeps it for as long as the page is open. */
export function keptHere(): Kept {
  const kept = new Map<string, Set<string>>();
  return {
    among: (text) => Promise.resolve(kept.get(text) ?? new Set()),
    keep: (text, words) => {
      kept.set(text, new Set([...(kept.get(text) ?? []), words]));
      return Promise.resolve();
    },
  };
}
