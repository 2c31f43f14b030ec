import { decodeQR } from 'qr/decode.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaymarkDb } from '../../../db/schema';
import { uuid7 } from '../../../lib/uuid7';
import type { Answer, WireRequest } from '../../../sync/ports';
import { mutate, mutator, type Device } from '../../../sync/mutate';
import type { AskBody } from '../model';
import { ageOf, makeCode, MOST_BYTES, overBy, readCode, signedPart } from './code';
import { deviceKey, register } from './key';
import { pictureOf } from './picture';
import { codeOf } from './show';

const ORIGIN = 'https://waymark.harborhospital.example';
const HOST = new URL(ORIGIN).host;
const ANA = '0189f7ea-0000-7000-8000-00000000000a';
const DEVICE = '0189f7ea-0000-7000-8000-0000000000de';
const PROGRAM = '0189f7ea-0000-7000-8000-0000000000b0';
const SKILL = '5f1c7a5e-0000-5000-8000-000000000001';

let db: WaymarkDb;
let device: Device;
let made = 0;
beforeEach(() => {
  db = new WaymarkDb(`code-${String((made += 1))}`);
  device = phone();
});
afterEach(() => db.delete());

const clock = { now: () => Date.parse('2026-11-27T18:30:00Z'), offset: () => -360 };

function phone(): Device {
  let n = 0;
  const ids = uuid7(clock, { unit: () => 0.5, bytes: (count) => new Uint8Array(count).fill((n += 1)) });
  return { db, clock, ids, session: { person: { id: ANA } }, sync: { saved: () => undefined } };
}

async function ask(more: Partial<AskBody> = {}): Promise<string> {
  const subject = device.ids.next();
  const body = { set: 'acgme-im-2', subcompetency: SKILL, question: 'What did I leave out?', ...more };
  await mutate(device, mutator<AskBody>('requests.ask'), { program: PROGRAM, subject, body });
  return subject;
}

const shown = (request: string) => codeOf(db, request, { device: DEVICE, learner: ANA, origin: ORIGIN });

async function addressOf(more: Partial<AskBody> = {}): Promise<string> {
  const code = await shown(await ask(more));
  if (code.kind !== 'code') throw new Error(code.kind);
  return code.address;
}

describe('a code', () => {
  it('says the request as the outbox has it, and who asks', async () => {
    const read = readCode(await addressOf({ question: 'Où ai-je perdu le fil ?' }), HOST);

    const [row] = await db.outbox.toArray();
    expect(read).toMatchObject({ learner: ANA, op: row?.op });
  });

  it('carries the very bytes, the device and a signature the public half verifies', async () => {
    const address = await addressOf();
    const [row] = await db.outbox.toArray();
    const read = readCode(address, HOST);
    if (typeof read === 'string') throw new Error(read);

    const bytes = Uint8Array.from(Buffer.from(read.code, 'base64url'));
    const length = (bytes[1] ?? 0) * 256 + (bytes[2] ?? 0);
    const signed = bytes.slice(3, 3 + length + 16);
    const { publicKey } = await deviceKey(db);

    expect(bytes[0]).toBe(1);
    expect(new TextDecoder().decode(signed.slice(0, length))).toBe(row?.bytes);
    expect(Buffer.from(signed.slice(length)).toString('hex')).toBe(DEVICE.replaceAll('-', ''));
    expect(bytes.length).toBe(3 + length + 16 + 64);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await crypto.subtle.verify(how, publicKey, bytes.slice(-64), signed)).toBe(true);
  });

  it('is still shown once the server has the request', async () => {
    const request = await ask();
    const [row] = await db.outbox.toArray();
    if (!row) throw new Error('nothing was saved');
    await db.outbox.clear();
    await db.acknowledged.put({ ...row, ackedAt: 1, sentAt: 1, seq: 1, unseen: 0, era: 1 });

    expect((await shown(request)).kind).toBe('code');
    expect((await shown(ANA)).kind).toBe('not_here');
  });

  it('is read back from its picture', async () => {
    const address = await addressOf({ question: 'x'.repeat(200) });

    expect(decodeQR(painted(pictureOf(address)))).toBe(address);
  });
});

describe('its length', () => {
  it('holds a question of 200 characters, handed over in person', async () => {
    const address = await addressOf({ question: 'q'.repeat(200), in_person: true });

    expect(address.length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each([
    ['200 characters of another script', 'ą'.repeat(200)],
    ['200 emoji', '🙂'.repeat(200)],
  ])('does not hold %s, and says so', async (_, question) => {
    expect((await shown(await ask({ question }))).kind).toBe('too_long');
  });

  it('is known before anything is saved, and the same', async () => {
    for (const question of ['q'.repeat(200), 'ą'.repeat(60), 'ą'.repeat(120), 'q'.repeat(190) + 'ą'.repeat(10)]) {
      const body = { set: 'acgme-im-2', subcompetency: SKILL, question };
      const fits = (await shown(await ask({ question }))).kind === 'code';
      expect(overBy(body, PROGRAM, ORIGIN) === 0, question).toBe(fits);
    }
  });

  it('holds 200 plain letters for whoever scans under a host of up to 65 characters, and 59 under the longest', () => {
    const under = (host: number, letters: number) =>
      overBy(
        { set: 'acgme-im-2', subcompetency: SKILL, question: 'q'.repeat(letters) },
        PROGRAM,
        `https://${'h'.repeat(host)}`,
      );

    expect([under(65, 200), under(253, 59)]).toEqual([0, 0]);
    expect(under(253, 60)).toBe(1);
  });

  it('goes by the host, of which a name has up to 253 characters: it fits whole, or says by how much', async () => {
    const whole = 'q'.repeat(200);
    const named = { set: 'acgme-im-2', subcompetency: SKILL, assessor: DEVICE };
    const request = await ask({ ...named, question: whole });
    for (const length of [10, 20, 30, 33, 34, 83, 84, 150, 253]) {
      const origin = `https://${'h'.repeat(length)}`;
      const over = overBy({ ...named, question: whole }, PROGRAM, origin);
      const made = await codeOf(db, request, { device: DEVICE, learner: ANA, origin });
      expect(made.kind, String(length)).toBe(over === 0 ? 'code' : 'too_long');

      const shorter = await ask({ ...named, question: whole.slice(over) });
      const again = await codeOf(db, shorter, { device: DEVICE, learner: ANA, origin });
      if (again.kind !== 'code') throw new Error(`a host of ${String(length)} characters: ${again.kind}`);
      expect(again.address.length).toBeLessThanOrEqual(MOST_BYTES);
      expect(readCode(again.address, 'h'.repeat(length))).toMatchObject({ learner: ANA });
    }
  });

  it('says by how much', () => {
    const body = { set: 'acgme-im-2', subcompetency: SKILL, question: 'q'.repeat(200) };
    const over = overBy({ ...body, goal: 'g'.repeat(300) }, PROGRAM, ORIGIN);

    expect(overBy({ ...body, goal: 'g'.repeat(300 - over) }, PROGRAM, ORIGIN)).toBe(0);
    expect(overBy({ ...body, goal: 'g'.repeat(301 - over) }, PROGRAM, ORIGIN)).toBe(1);
  });
});

describe('a bad code has a word of its own', () => {
  it.each([
    ['an empty text', () => '', 'not_ours'],
    ['a link to somewhere else', () => 'https://example.org/menu', 'not_ours'],
    ['a page of ours that is none', () => `${ORIGIN}/inbox`, 'not_ours'],
    ['a number', () => '4006381333931', 'not_ours'],
    ['another hospital’s', (good: string) => good.replace(HOST, 'waymark.other.example'), 'other_site'],
    ['one cut off', (good: string) => good.slice(0, -30), 'damaged'],
    ['one without its learner', (good: string) => good.replace(/\.[^.]*$/, ''), 'damaged'],
    [
      'one with letters changed',
      (good: string) => good.replace(/#.{40}/, (part) => `#${part.slice(1).toUpperCase()}`),
      'damaged',
    ],
    ['one of a later version', (good: string) => good.replace('#AQ', '#Ag'), 'newer'],
  ] as const)('%s', async (_, spoil, fault) => {
    expect(readCode(spoil(await addressOf()), HOST)).toBe(fault);
  });

  it('another kind of operation', () => {
    const op = JSON.stringify({
      id: ANA,
      kind: 'plans.start',
      program: PROGRAM,
      subject: ANA,
      at: '2026-11-27',
      body: {},
    });
    const code = makeCode(op, DEVICE, new Uint8Array(64));

    expect(
      readCode(`${ORIGIN}/r#${code}.${Buffer.from(ANA.replaceAll('-', ''), 'hex').toString('base64url')}`, HOST),
    ).toBe('damaged');
  });

  it('the part behind the # is enough, as somebody may copy only that', async () => {
    const address = await addressOf();

    expect(readCode(address.slice(address.indexOf('#') + 1), HOST)).toMatchObject({ learner: ANA });
  });
});

it('an old code is a hint, and one of more than 30 days too old', () => {
  const now = clock.now();
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

  expect([ageOf(ago(14), now), ageOf(ago(16), now), ageOf(ago(-16), now)]).toEqual(['fresh', 'old', 'old']);
  expect([ageOf(ago(29 * 1440), now), ageOf(ago(31 * 1440), now)]).toEqual(['old', 'too_old']);
});

describe('the device’s key', () => {
  it('stays the same, and its private half cannot be read', async () => {
    const { privateKey, publicKey } = await deviceKey(db);
    const again = await deviceKey(db);

    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', again.privateKey)).rejects.toThrow();
    expect(await crypto.subtle.exportKey('jwk', again.publicKey)).toEqual(
      await crypto.subtle.exportKey('jwk', publicKey),
    );
  });

  it('its public half is told to the server until it has it, and then no more', async () => {
    const asked: WireRequest[] = [];
    const answers: Answer[] = [
      { kind: 'no_answer' },
      { kind: 'answer', status: 503, text: '', retryAfter: null, etag: null },
      { kind: 'answer', status: 204, text: '', retryAfter: null, etag: null },
    ];
    const ask = (request: WireRequest) => {
      asked.push(request);
      return Promise.resolve(answers[asked.length - 1] ?? { kind: 'no_answer' as const });
    };

    const told: boolean[] = [];
    for (let i = 0; i < 4; i += 1) told.push(await register({ db, device: DEVICE, ask }));

    expect(told).toEqual([false, false, true, true]);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ method: 'PUT', path: '/devices/key' });
    const { device, key } = JSON.parse(asked[0]?.body ?? '') as { device: string; key: string };
    expect(device).toBe(DEVICE);
    expect(Buffer.from(key, 'base64url')).toHaveLength(65);
  });
});

it('what is signed is the operation and the device', () => {
  expect(Buffer.from(signedPart('{}', DEVICE)).toString('hex')).toBe(`7b7d${DEVICE.replaceAll('-', '')}`);
});

/** The picture as pixels, four to a module. */
function painted({ size, path }: { size: number; path: string }) {
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * side + Number(x) * scale) * 4;
      for (let i = 0; i < Number(length) * scale * 4; i += 1) if (i % 4 !== 3) data[from + i] = 0;
    }
  }
  return { width: side, height: side, data };
}
