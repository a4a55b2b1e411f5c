import { randomFrom } from "#tests/simulator/faults/random.ts";

/** All that is left to chance in one run, from one seed: the same seed throws the same. */
export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  /** From 0 to 1, without 1. */
  next(): number {
    return this.#next();
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** @throws RangeError when there is nothing to choose from. */
  pick<Item>(items: readonly Item[]): Item {
    const chosen = items[Math.floor(this.#next() * items.length)];
    if (chosen === undefined) throw new RangeError("There is nothing to choose from.");
    return chosen;
  }

  /** Some of the items, each once, in their order; at least one where there is one. */
  some<Item>(items: readonly Item[], share: number): Item[] {
    const chosen = items.filter(() => this.chance(share));
    return chosen.length > 0 || items.length === 0 ? chosen : [this.pick(items)];
  }

  /** One of the items, the heavier the likelier. */
  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    const sum = items.reduce((total, { weight }) => total + weight, 0);
    let rest = this.#next() * sum;
    for (const item of items) {
      rest -= item.weight;
      if (rest < 0) return item;
    }
    return this.pick(items);
  }

  bytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => this.between(0, 255)));
  }

  /** A random UUID (version 4). */
  uuid(): string {
    const hex = this.bytes(16).toString("hex");
    const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
