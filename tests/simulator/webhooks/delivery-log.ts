import type { WebhookDelivery } from "./delivery.ts";

export interface WebhookAttempt {
  webhookId: string;
  topic: string;
  shopDomain: string;
  /** 1 for the first delivery, 9 for the last retry. */
  number: number;
  atMs: number;
  /** null = no answer */
  status: number | null;
  /** Why there was no answer. */
  error: string | null;
}

/** `lost` was never sent: a fault did so. `dropped` has had all its retries. */
export type WebhookOutcome = "delivered" | "retrying" | "dropped" | "lost";

export interface WebhookRecord {
  delivery: WebhookDelivery;
  outcome: WebhookOutcome;
  /** When the next retry is due; null when there is none. */
  nextAttemptAtMs: number | null;
}

/** A long run makes millions of webhooks; what a test looks at is among the last. */
const keptAttempts = 20_000;
const keptRecords = 2_000;

/** What became of the latest webhooks. */
export class DeliveryLog {
  #attempts: WebhookAttempt[] = [];
  readonly #records = new Map<string, WebhookRecord>();

  /** The latest attempts, oldest first. */
  get attempts(): readonly WebhookAttempt[] {
    return this.#attempts;
  }

  /** The latest webhooks that were sent or lost, oldest first. */
  get records(): WebhookRecord[] {
    return [...this.#records.values()];
  }

  attempted(attempt: WebhookAttempt): void {
    this.#attempts.push(attempt);
    if (this.#attempts.length > keptAttempts * 2) this.#attempts = this.#attempts.slice(-keptAttempts);
  }

  became(delivery: WebhookDelivery, outcome: WebhookOutcome, nextAttemptAtMs: number | null = null): void {
    this.#records.set(delivery.webhookId, { delivery, outcome, nextAttemptAtMs });
    if (this.#records.size <= keptRecords) return;
    const [oldest] = this.#records.keys();
    if (oldest !== undefined) this.#records.delete(oldest);
  }

  find(webhookId: string): WebhookRecord | null {
    return this.#records.get(webhookId) ?? null;
  }
}
