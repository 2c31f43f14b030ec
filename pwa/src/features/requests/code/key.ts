/**
 * The key that one person has on this device. It signs the codes they show; its private half cannot be read, not even by
 * this app, and never leaves the browser. The server knows the public half.
 */
import type { WaymarkDb } from '../../../db/schema';
import { backoff } from '../../../sync/backoff';
import { serverMemory } from '../../../sync/memory';
import type { Ports } from '../../../sync/ports';
import { base64url } from '../../../lib/bytes';

const KEY = 'device_key';
const REGISTERED = 'device_key_registered';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The key pair, made when it is first needed. */
export async function deviceKey(db: WaymarkDb): Promise<CryptoKeyPair> {
  const known = await db.meta.get(KEY);
  if (known) return known.value as CryptoKeyPair;
  const made = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']); // before the transaction
  return db.transaction('rw', db.meta, async () => {
    const other = await db.meta.get(KEY); // another tab was faster
    if (other) return other.value as CryptoKeyPair;
    await db.meta.put({ key: KEY, value: made });
    return made;
  });
}

/** The signature over these bytes: r and s, 32 bytes each. */
export async function sign(db: WaymarkDb, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { privateKey } = await deviceKey(db);
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes));
}

type Registering = Pick<Ports, 'db' | 'device' | 'ask' | 'after' | 'random'>;

/** Tells the server of the public half, and tries again until it has it; the answer ends that. */
export function keepRegistered(ports: Registering): () => void {
  let over = false;
  let cancel = () => {};
  let failures = 0;

  const run = async () => {
    const done = await register(ports).catch(() => false);
    if (done || over) return;
    failures += 1;
    cancel = ports.after(backoff(failures, ports.random), () => void run());
  };
  const atOnce = () => {
    cancel();
    void run();
  };
  addEventListener('online', atOnce);
  void run();
  return () => {
    over = true;
    cancel();
    removeEventListener('online', atOnce);
  };
}

/** True once this server, as it remembers now, has the key for this sign-in. */
export async function register({ db, device, ask }: Omit<Registering, 'after' | 'random'>): Promise<boolean> {
  const { epoch, visits = 0 } = await serverMemory(db);
  const mark = `${epoch ?? ''} ${String(visits)}`;
  if ((await db.meta.get(REGISTERED))?.value === mark) return true;
  const { publicKey } = await deviceKey(db);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const body = JSON.stringify({ device, key: base64url(point) });
  const answer = await ask({ method: 'PUT', path: '/devices/key', body });
  if (answer.kind !== 'answer') return false;
  if (answer.status === 204) await db.meta.put({ key: REGISTERED, value: mark });
  // what the server refuses for good is not said to it again before the next start
  return answer.status === 204 || (answer.status >= 400 && answer.status < 500 && answer.status !== 429);
}
