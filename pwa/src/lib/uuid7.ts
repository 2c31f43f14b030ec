import type { Clock } from './clock';
import type { Random } from './random';

/** Ids made on the device. */
export interface Ids {
  next(): string;
}

/** UUIDs of version 7 (RFC 9562): the device's time, then chance, so that they sort roughly by when they were made. */
export function uuid7(clock: Clock, random: Random): Ids {
  return { next: () => format(Math.max(0, clock.now()), random.bytes(10)) };
}

function format(time: number, noise: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.floor(time)) << 16n);
  bytes.set(noise, 6);
  bytes[6] = ((noise[0] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((noise[2] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
