/** Chance as an argument: the composition root brings the browser's, a test brings a seeded one. */
export interface Random {
  /** A number in [0, 1). */
  unit(): number;
  /** That many unpredictable bytes. */
  bytes(count: number): Uint8Array;
}
