/** Choices that follow from a seed. */
import { seeded } from '../src/lib/testing/seeded';

export class Dice {
  readonly #random;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.#random.unit();
  }

  /** A whole number in [least, most]. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  chance(of: number): boolean {
    return this.unit() < of;
  }

  /** One of them; undefined where there are none. */
  of<T>(choices: readonly T[]): T | undefined {
    return choices[Math.floor(this.unit() * choices.length)];
  }

  /** One of them, by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.unit() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) if ((left -= weight) < 0) return choice;
    return (choices[choices.length - 1] as readonly [number, T])[1];
  }

  /** A seed for somebody else, so that what they do does not change what happens here. */
  seed(): number {
    return Math.floor(this.unit() * 4_294_967_296);
  }
}
