/**
 * A request as a text that a phone can show and another one scan.
 *
 * - `https://HOST/r#CODE.LEARNER`. CODE is base64url of: version byte 1, the operation's length as two bytes (big-endian),
 *   the operation's bytes exactly as the outbox has them, the device's id (16 bytes), and the device's ECDSA P-256
 *   signature (64 bytes, r and s) over operation and device id. An entry that answers carries CODE.
 * - LEARNER is the learner's id in base64url. It only tells the other phone whose name to show; the server goes by the
 *   device that signed.
 * - The whole text has at most 900 bytes, so that a small phone's screen shows it large enough to scan.
 */
import { base64url, fromBase64url, joined, UUID_BYTES, uuidBytes, uuidText } from '../../../lib/bytes';
import type { Operation } from '../../../sync/protocol';
import { LIMITS, type AskBody } from '../model';

const VERSION = 1;
/** Of the whole address. */
export const MOST_BYTES = 900;
const SIGNATURE_BYTES = 64;
const PATH = '/r#';
const LEARNER_BYTES = 1 + 22; // the dot, and 16 bytes in base64url

export type CodeFault =
  /** No text of Waymark's. */
  | 'not_ours'
  /** Of another Waymark. */
  | 'other_site'
  /** Begins like one of ours, and is cut off or changed. */
  | 'damaged'
  /** Made by a newer version of the app. */
  | 'newer';

export interface ReadCode {
  /** What an entry that answers carries. */
  code: string;
  learner: string;
  op: Operation<AskBody>;
}

/** What the device signs: the operation's bytes, and its own id. */
export function signedPart(bytes: string, device: string): Uint8Array<ArrayBuffer> {
  return joined(new TextEncoder().encode(bytes), uuidBytes(device));
}

export function makeCode(bytes: string, device: string, signature: Uint8Array): string {
  const operation = new TextEncoder().encode(bytes);
  const head = Uint8Array.of(VERSION, operation.length >> 8, operation.length & 0xff);
  return base64url(joined(head, operation, uuidBytes(device), signature));
}

/** The whole address; null where it is too long to be scanned well. */
export function codeAddress(origin: string, code: string, learner: string): string | null {
  const address = `${origin}${PATH}${code}.${base64url(uuidBytes(learner))}`;
  return new TextEncoder().encode(address).length <= MOST_BYTES ? address : null;
}

/** By how many bytes of its text a request not saved yet is too long for a code; 0 where it fits. */
export function overBy(body: AskBody, program: string, origin: string): number {
  const id = '00000000-0000-7000-8000-000000000000';
  const at = '2026-01-01T00:00:00.000+00:00';
  const op: Operation<AskBody> = { id, kind: 'requests.ask', v: 1, program, subject: id, base: null, at, body };
  const bytes = new TextEncoder().encode(JSON.stringify(op)).length + 3 + UUID_BYTES + SIGNATURE_BYTES;
  const room = Math.floor(((MOST_BYTES - origin.length - PATH.length - LEARNER_BYTES) * 3) / 4);
  return Math.max(0, bytes - room);
}

/** Reads a scanned or pasted text. `host` is this app's own. The signature is the server's to judge. */
export function readCode(text: string, host: string): ReadCode | CodeFault {
  const found = fragmentOf(text.trim(), host);
  if (typeof found !== 'object') return found;
  const [code = '', learnerPart = '', more] = found.fragment.split('.');
  const op = openCode(code);
  const learner = fromBase64url(learnerPart);
  const whole = typeof op === 'object' && more === undefined && learner?.length === UUID_BYTES;
  if (whole) return { code, learner: uuidText(learner), op };
  if (!found.surely) return 'not_ours';
  return op === 'newer' ? 'newer' : 'damaged';
}

/** The operation in a code. */
export function openCode(code: string): Operation<AskBody> | 'damaged' | 'newer' {
  const bytes = fromBase64url(code);
  if (!bytes || bytes.length < 3) return 'damaged';
  if ((bytes[0] ?? 0) > VERSION) return 'newer';
  const length = ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0);
  const whole = bytes[0] === VERSION && bytes.length === 3 + length + UUID_BYTES + SIGNATURE_BYTES;
  return (whole && readOperation(bytes.slice(3, 3 + length))) || 'damaged';
}

/** How old a code may be without a word, and how old the server takes it; by two phones' clocks. */
const FRESH_MS = 15 * 60_000;
const TAKEN_MS = 30 * 86_400_000;

export function ageOf(askedAt: string, now: number): 'fresh' | 'old' | 'too_old' {
  const age = Math.abs(now - Date.parse(askedAt));
  return age <= FRESH_MS ? 'fresh' : age <= TAKEN_MS ? 'old' : 'too_old';
}

/** The part behind `#`; `surely` where an address of ours stands before it. */
function fragmentOf(text: string, host: string): { fragment: string; surely: boolean } | CodeFault {
  if (/^[\w-]+\.[\w-]{22}$/.test(text)) return { fragment: text, surely: false };
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return 'not_ours';
  }
  if (address.pathname !== '/r' || address.hash.length < 2) return 'not_ours';
  if (address.host !== host) return 'other_site';
  return { fragment: address.hash.slice(1), surely: true };
}

function readOperation(bytes: Uint8Array): Operation<AskBody> | null {
  let op: Partial<Operation<Partial<AskBody>>> | null;
  try {
    op = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as typeof op;
  } catch {
    return null;
  }
  if (typeof op !== 'object' || op === null || op.kind !== 'requests.ask') return null;
  const { id, program, subject, at, body } = op;
  if (![id, program, subject, body?.subcompetency].every(isUuid)) return null;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
  const { set, question, assessor } = body ?? {};
  if (typeof set !== 'string' || typeof question !== 'string' || question.trim() === '') return null;
  if ([...question].length > LIMITS.question || (assessor != null && !isUuid(assessor))) return null;
  return op as Operation<AskBody>;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
