import type { Random } from './random';
import { uuidText } from './bytes';

/** A UUID of version 4 (RFC 9562): chance and nothing else, where neither who nor when may show. */
export function uuid4(random: Pick<Random, 'bytes'>): string {
  const bytes = random.bytes(16).slice();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidText(bytes);
}
