/**
 * Seals an answer to the server's key, so that it can wait on a device that many use: nobody can open it there, also not
 * whoever wrote it. The layout is the server's (docs/360.md).
 */
import { base64url, fromBase64url, joined, uuidBytes } from '../lib/bytes';
import type { Random } from '../lib/random';

/** The server's public key: an uncompressed point on P-256, base64url. */
export interface SealKey {
  id: string;
  key: string;
}

const VERSION = 1;
const INFO = new TextEncoder().encode('waymark 360 answer v1');

/** Whether this browser can: only where the page came over a connection that cannot be read along. */
export const canSeal = () => 'subtle' in crypto;

/**
 * The sealed text.
 *
 * @throws where the key is none.
 */
export async function seal(plain: unknown, to: SealKey, random: Pick<Random, 'bytes'>): Promise<string> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const server = fromBase64url(to.key) ?? new Uint8Array();
  const theirs = await subtle.importKey('raw', server, curve, false, []);
  const ours = await subtle.generateKey(curve, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', ours.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256);

  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: joined(ephemeral, server), info: INFO };
  const key = await subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);

  const iv = joined(random.bytes(12));
  const header = joined(Uint8Array.of(VERSION), uuidBytes(to.id), ephemeral, iv);
  const text = new TextEncoder().encode(JSON.stringify(plain));
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header }, key, text);
  return base64url(joined(header, new Uint8Array(sealed)));
}
