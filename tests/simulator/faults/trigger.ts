import { z } from "zod";
import { randomFrom } from "./random.ts";

/** When a fault fires, as any line of a script may say it. */
export interface Trigger {
  nth?: number | undefined;
  every?: number | undefined;
  probability?: number | undefined;
  seed: number;
  times?: number | undefined;
}

/** Exactly one of `nth`, `every` and `probability` says when; `saysWhen` checks it. */
export const triggerFields = {
  /** What `counts()` calls it. */
  name: z.string().min(1).optional(),
  /** Domain of one shop; every shop when left out. */
  shop: z.string().optional(),
  /** The nth match, counted from 1. */
  nth: z.int().min(1).optional(),
  /** Each nth match. */
  every: z.int().min(1).optional(),
  /** Chance of each match, from 0 to 1; the same matches for the same `seed`. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
  /** Fires at most so often. */
  times: z.int().min(1).optional(),
};

export const whenIsUnclear = { error: "Say when the fault fires: exactly one of nth, every and probability." };

export function saysWhen(trigger: Pick<Trigger, "nth" | "every" | "probability">): boolean {
  return [trigger.nth, trigger.every, trigger.probability].filter((when) => when !== undefined).length === 1;
}

/** One line of a script with its counters. */
export class ArmedFault<Entry extends Trigger> {
  readonly entry: Entry;
  readonly #random: () => number;
  #matches = 0;
  #fired = 0;

  constructor(entry: Entry) {
    this.entry = entry;
    this.#random = randomFrom(entry.seed);
  }

  get matches(): number {
    return this.#matches;
  }

  get fired(): number {
    return this.#fired;
  }

  /** Counts a match. Answers a number from 0 to 1 for what is left to chance when the fault fires, else null. */
  meet(): number | null {
    this.#matches += 1;
    if (!this.#isDue() || this.#fired >= (this.entry.times ?? Number.POSITIVE_INFINITY)) return null;
    this.#fired += 1;
    return this.#random();
  }

  #isDue(): boolean {
    const { nth, every, probability } = this.entry;
    if (nth !== undefined) return this.#matches === nth;
    if (every !== undefined) return this.#matches % every === 0;
    return this.#random() < (probability ?? 0);
  }
}
