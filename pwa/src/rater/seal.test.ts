import { expect, it } from 'vitest';
import { base64url, fromBase64url } from '../lib/bytes';
import { seal } from './seal';

const KEY_ID = '0189f7ea-0000-4000-8000-0000000000aa';
const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
const curve = { name: 'ECDH', namedCurve: 'P-256' };

async function serverKey() {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { pair, point, to: { id: KEY_ID, key: base64url(point) } };
}

/** As docs/360.md has it, read from the other end. */
async function open(sealed: string, { pair, point }: Awaited<ReturnType<typeof serverKey>>): Promise<unknown> {
  const bytes = fromBase64url(sealed) ?? new Uint8Array();
  const [header, ephemeral, iv] = [bytes.slice(0, 94), bytes.slice(17, 82), bytes.slice(82, 94)];
  const theirs = await crypto.subtle.importKey('raw', ephemeral, curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const salt = new Uint8Array([...ephemeral, ...point]);
  const info = new TextEncoder().encode('waymark 360 answer v1');
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info };
  const key = await crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: header }, key, bytes.slice(94));
  return JSON.parse(new TextDecoder().decode(plain));
}

it('what a nurse sealed on the ward’s phone is opened by the server and by nobody else', async () => {
  const server = await serverKey();
  const answer = { token: 'secret', answer: { comments: { keep: 'Sagt «danke», jedes Mal.' } } };

  const sealed = await seal(answer, server.to, random);

  expect(sealed).toMatch(/^[\w-]+$/);
  expect(sealed).not.toContain('danke');
  expect(await open(sealed, server)).toEqual(answer);
  await expect(open(sealed, await serverKey())).rejects.toThrow();
});

it('it begins with the version and the key’s id, and never looks the same twice', async () => {
  const { to } = await serverKey();

  const [one, other] = [await seal('the same', to, random), await seal('the same', to, random)];

  const bytes = fromBase64url(one) ?? new Uint8Array();
  expect([...bytes.slice(0, 17)]).toEqual([1, ...Buffer.from(KEY_ID.replaceAll('-', ''), 'hex')]);
  expect(one.slice(23)).not.toBe(other.slice(23));
});

it('a key that is none is refused rather than sealed to', async () => {
  await expect(seal('words', { id: KEY_ID, key: 'no key!' }, random)).rejects.toThrow();
});
