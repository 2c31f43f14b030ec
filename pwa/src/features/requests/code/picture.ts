/** A text as a QR code: one path over a square of `size` modules, quiet zone included. */
import { encodeQR } from 'qr';

/** Modules of white around the code; readers want four. */
const QUIET = 4;

export function pictureOf(text: string): { size: number; path: string } {
  // little correction and larger modules: a screen is neither dirty nor torn
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: QUIET, scale: 1 });
  const path = rows
    .flatMap((row, y) =>
      runs(row).map(([x, length]) => `M${String(x)} ${String(y)}h${String(length)}v1h-${String(length)}z`),
    )
    .join('');
  return { size: rows.length, path };
}

/** Where dark begins in a row, and for how many modules. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}
