import type { Dice } from "./dice.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

const turn = setImmediate;

/** Whoever asks for something outside of its own memory: a process, or the way to a shop. */
export interface Doer {
  readonly name: string;
  /** It stands still until then. */
  frozenUntilMs: number;
}

interface Wish {
  readonly doer: Doer;
  readonly label: string;
  perform(): Promise<void>;
  refuse(error: Error): void;
}

/** Turns of the event loop without anything new, after which nothing more comes by itself. */
const QUIET_TURNS = 3;
/** So many with a wish open that does nothing: it waits for another one, which has to wait for it. */
const STALLED_TURNS = 2_000;

/** The seed cannot be carried out: something is open that never ends. */
export class StallError extends Error {
  override readonly name = "StallError";
}

/**
 * Lets everything that goes outside (a statement, a transaction as a whole, a call) happen one after the other. Whatever
 * can happen now waits here until nothing moves by itself any more; then the dice say which is next. So the order does not
 * depend on the machine, and the same seed comes to the same order.
 */
export class Scheduler {
  readonly #time: VirtualTime;
  readonly #dice: Dice;
  readonly #trace: Trace;
  #wishes: Wish[] = [];
  #submitted = 0;
  #outside = 0;
  #returned = Promise.withResolvers<void>();
  #isDirect = false;
  steps = 0;

  constructor(time: VirtualTime, dice: Dice, trace: Trace) {
    this.#time = time;
    this.#dice = dice;
    this.#trace = trace;
  }

  /** Real waiting (a statement, an answer of the simulator): nothing is quiet while it lasts. */
  async outside<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    this.#outside += 1;
    try {
      return await work();
    } finally {
      this.#outside -= 1;
      this.#returned.resolve();
      this.#returned = Promise.withResolvers();
    }
  }

  /** A turn of the event loop; none is taken while something is outside, for nothing can come of it. */
  async #turn(): Promise<void> {
    if (this.#outside > 0) await this.#returned.promise;
    await new Promise((resolve) => turn(resolve));
  }

  /** Asks for something; it happens when its turn comes, and `until` keeps all others back until it has ended. */
  submit<Answer>(doer: Doer, label: string, work: () => Promise<Answer>, until?: Promise<void>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const perform = async () => {
        await work().then(resolve, reject);
        if (until) await this.#endOf(until, label);
      };
      this.#submitted += 1;
      if (this.#isDirect) return void perform();
      this.#wishes.push({ doer, label, perform, refuse: reject });
    });
  }

  /** Does some work at which nothing waits for its turn, because nobody else is there. */
  async directly<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    this.#isDirect = true;
    try {
      return await work();
    } finally {
      this.#isDirect = false;
    }
  }

  /** Refuses everything that the doer waits for. */
  refuse(doer: Doer, error: Error): void {
    const refused = this.#wishes.filter((wish) => wish.doer === doer);
    this.#wishes = this.#wishes.filter((wish) => wish.doer !== doer);
    for (const wish of refused) wish.refuse(error);
  }

  get waiting(): readonly string[] {
    return this.#wishes.map(({ doer, label }) => `${doer.name}: ${label}`);
  }

  /** Of what is wished one thing happens, or the time goes on to when something is. False when nothing ever will be. */
  async step(): Promise<boolean> {
    this.steps += 1;
    const nowMs = this.#time.nowMs;
    const ready = this.#wishes.filter(({ doer }) => doer.frozenUntilMs <= nowMs);
    if (ready.length === 0) return this.#time.step();
    const next = this.#dice.pick(ready);
    this.#wishes = this.#wishes.filter((wish) => wish !== next);
    this.#trace.add(`${nowMs} ${next.doer.name} ${next.label}`);
    await next.perform();
    return true;
  }

  /** Lets everything run that runs by itself. */
  async settle(): Promise<void> {
    let seen = -1;
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      await this.#turn();
      const now = this.#submitted + this.#time.planned;
      quiet = now === seen && this.#outside === 0 ? quiet + 1 : 0;
      seen = now;
    }
  }

  async #endOf(until: Promise<void>, label: string): Promise<void> {
    const end = { isReached: false };
    void until.then(() => (end.isReached = true));
    for (let idle = 0; idle < STALLED_TURNS; idle = this.#outside === 0 ? idle + 1 : 0) {
      if (end.isReached) return;
      await this.#turn();
    }
    throw new StallError(`"${label}" does not end; what waits meanwhile: ${this.waiting.join(", ") || "nothing"}.`);
  }
}
