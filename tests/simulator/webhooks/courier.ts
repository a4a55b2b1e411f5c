import type { SimulatorClock } from "../clock.ts";
import { buildDelivery, type Webhook, type WebhookDelivery } from "./delivery.ts";
import type { DeliveryLog, WebhookAttempt } from "./delivery-log.ts";
import { postDelivery } from "./post-delivery.ts";
import { failuresUntilRemoval, maximumRetries, retryDelayMs } from "./retries.ts";
import type { SubscriptionBook } from "./subscribing/subscriptions.ts";

export type DeliverWebhook = (delivery: WebhookDelivery) => Promise<{ status: number }>;

/** Base URL of the app, or a function that stands for it. */
export type WebhookTarget = string | DeliverWebhook;

export interface CourierSettings {
  clock: SimulatorClock;
  clientSecret: string;
  subscriptions: SubscriptionBook;
  target: WebhookTarget | null;
  /** Where the app says it lives; subscriptions there are delivered to the target. */
  applicationUrl: string | null;
}

const maximumInFlight = 20;

/** Carries webhooks to the app, some at a time, and tries again as Shopify does, on the simulator's clock. */
export class Courier {
  readonly #settings: CourierSettings;
  readonly #log: DeliveryLog;
  readonly #plans = new Set<() => void>();
  #target: WebhookTarget | null;
  #waiting: Webhook[] = [];
  #inFlight = 0;
  #isScheduled = false;
  #isPaused = false;
  #isClosed = false;
  #whenSettled: (() => void)[] = [];

  constructor(settings: CourierSettings, log: DeliveryLog) {
    this.#settings = settings;
    this.#target = settings.target;
    this.#log = log;
  }

  get waiting(): readonly Webhook[] {
    return this.#waiting;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  enqueue(...webhooks: Webhook[]): void {
    this.#waiting.push(...webhooks);
    this.#deliverSoon();
  }

  /** Empties the queue. */
  takeAll(): Webhook[] {
    return this.#waiting.splice(0);
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliverSoon();
  }

  setTarget(target: WebhookTarget | null): void {
    this.#target = target;
    this.#deliverSoon();
  }

  settled(): Promise<void> {
    return this.#isSettled() ? Promise.resolve() : new Promise((resolve) => this.#whenSettled.push(resolve));
  }

  /** Calls `run` after `durationMs` of the simulator's clock, unless it is closed before. */
  later(durationMs: number, run: () => void): void {
    if (this.#isClosed) return;
    const { clock } = this.#settings;
    const cancel = clock.schedule(clock.nowMs() + durationMs, () => {
      this.#plans.delete(cancel);
      run();
    });
    this.#plans.add(cancel);
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    for (const cancel of this.#plans) cancel();
    this.#plans.clear();
  }

  /** Hands a webhook over once and notes what came of it. */
  async attempt(webhook: Webhook, deliver: DeliverWebhook): Promise<WebhookAttempt> {
    const delivery = this.#build(webhook);
    const { webhookId, topic, shopDomain } = delivery;
    const number = webhook.failedAttempts + 1;
    const atMs = this.#settings.clock.nowMs();
    let status: number | null = null;
    let fault: string | null = null;
    try {
      ({ status } = await deliver(delivery));
    } catch (error) {
      // Anything but an answer is a failed delivery, as it is for Shopify: the attempt says so with status null.
      if (!(error instanceof Error)) throw error;
      fault = error.message;
    }
    const attempt: WebhookAttempt = { webhookId, topic, shopDomain, number, atMs, status, error: fault };
    this.#log.attempted(attempt);
    return attempt;
  }

  #canDeliver(): boolean {
    return this.#target !== null && !this.#isPaused && !this.isClosed;
  }

  #isSettled(): boolean {
    return this.#inFlight === 0 && !(this.#canDeliver() && this.#waiting.length > 0);
  }

  /** Not at once: the write that triggers a webhook must not wait for its payload. */
  #deliverSoon(): void {
    if (this.#isScheduled || !this.#canDeliver()) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#canDeliver() && this.#inFlight < maximumInFlight) {
      const webhook = this.#waiting.shift();
      if (!webhook) break;
      this.#inFlight += 1;
      void this.#carry(webhook).finally(() => {
        this.#inFlight -= 1;
        this.#pump();
      });
    }
    if (!this.#isSettled()) return;
    for (const resolve of this.#whenSettled.splice(0)) resolve();
  }

  async #carry(webhook: Webhook): Promise<void> {
    const { status } = await this.attempt(webhook, this.#deliverer());
    const { subscription, shopDomain } = webhook;
    const delivery = this.#build(webhook);
    if (status !== null && status >= 200 && status < 300) {
      subscription.failuresInARow = 0;
      this.#log.became(delivery, "delivered");
      return;
    }
    subscription.failuresInARow += 1;
    webhook.failedAttempts += 1;
    if (webhook.failedAttempts > maximumRetries) {
      this.#log.became(delivery, "dropped");
      const { subscriptions } = this.#settings;
      if (subscription.failuresInARow >= failuresUntilRemoval) subscriptions.remove(shopDomain, subscription);
      return;
    }
    const delayMs = retryDelayMs(webhook.failedAttempts);
    this.#log.became(delivery, "retrying", this.#settings.clock.nowMs() + delayMs);
    this.later(delayMs, () => this.enqueue(webhook));
  }

  #deliverer(): DeliverWebhook {
    const target = this.#target;
    if (typeof target === "function") return target;
    return (delivery) => postDelivery(delivery, this.#addressOf(delivery.uri, target ?? ""), this.#settings.clock);
  }

  #addressOf(uri: string, target: string): URL {
    if (!/^[a-z]+:/.test(uri)) return new URL(uri, target);
    const address = new URL(uri);
    const { applicationUrl } = this.#settings;
    const isOfApp = applicationUrl !== null && address.origin === new URL(applicationUrl).origin;
    return isOfApp ? new URL(`${address.pathname}${address.search}`, target) : address;
  }

  #build(webhook: Webhook): WebhookDelivery {
    return buildDelivery(webhook, this.#settings.clientSecret);
  }
}
