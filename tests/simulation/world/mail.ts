import type { Simulator } from "#tests/simulator/simulator.ts";
import type { WebhookDelivery } from "#tests/simulator/webhooks/delivery.ts";
import type { Dice } from "../chance/dice.ts";
import type { VirtualTime } from "../chance/virtual-time.ts";

export interface MailParts {
  simulator: Simulator;
  dice: Dice;
  time: VirtualTime;
  /** Share of the webhooks that never come. */
  lossShare: number;
  /** Puts a delivery into the app's inbox. */
  deliver: (delivery: WebhookDelivery) => void;
}

const PROMPT_MS = { least: 20, most: 1_500 };
const LATE_MS = { least: 5_000, most: 120_000 };

/** A last one comes after everything else that happens. */
const FATES = [
  { fate: "prompt", weight: 7 },
  { fate: "late", weight: 2 },
  { fate: "twice", weight: 1 },
  { fate: "last", weight: 2 },
] as const;

/** What shops tell the app: on its way for a while, and so in another order than it was told, doubled, or lost. */
export class Mail {
  readonly #parts: MailParts;
  #lossShare: number;
  #kept: WebhookDelivery[] = [];
  underWay = 0;

  constructor(parts: MailParts) {
    this.#parts = parts;
    this.#lossShare = parts.lossShare;
  }

  /** Nothing is lost any more. */
  calm(): void {
    this.#lossShare = 0;
  }

  /** Takes what shops have to tell, and decides when it comes. */
  collect(): void {
    const { webhooks } = this.#parts.simulator;
    if (webhooks.pendingCount === 0) return;
    const told = webhooks.pending();
    webhooks.discard();
    for (const delivery of told) this.#send(delivery);
  }

  /** What was kept back until now comes, in any order. */
  tellTheRest(): void {
    for (const delivery of this.#kept.splice(0)) this.#deliverIn(delivery, this.#wait(PROMPT_MS));
  }

  #wait({ least, most }: { least: number; most: number }): number {
    return this.#parts.dice.between(least, most);
  }

  #send(delivery: WebhookDelivery): void {
    const { dice } = this.#parts;
    if (dice.chance(this.#lossShare)) return;
    const { fate } = dice.weighted(FATES);
    if (fate === "last") this.#kept.push(delivery);
    if (fate === "prompt" || fate === "twice") this.#deliverIn(delivery, this.#wait(PROMPT_MS));
    if (fate === "late" || fate === "twice") this.#deliverIn(delivery, this.#wait(LATE_MS));
  }

  #deliverIn(delivery: WebhookDelivery, afterMs: number): void {
    const { time, deliver } = this.#parts;
    this.underWay += 1;
    time.schedule(time.nowMs + afterMs, () => {
      this.underWay -= 1;
      deliver(delivery);
    });
  }
}
