import { randomUUID } from "node:crypto";
import type { SimulatorClock } from "../clock.ts";
import type { WebhookSubscription } from "../options.ts";
import { signBody } from "./signature.ts";

/** One delivery to one subscription, ready to be posted. */
export interface WebhookDelivery {
  webhookId: string;
  eventId: string;
  topic: string;
  shopDomain: string;
  triggeredAtMs: number;
  uri: string;
  body: string;
  headers: Record<string, string>;
}

export type DeliverWebhook = (delivery: WebhookDelivery) => Promise<{ status: number }>;

export interface WebhookAttempt {
  webhookId: string;
  topic: string;
  /** null = no answer */
  status: number | null;
}

interface PendingWebhook {
  subscription: WebhookSubscription;
  shopDomain: string;
  topic: string;
  triggeredAtMs: number;
  event: WebhookEvent;
  webhookId: string | null;
  payload: () => unknown;
}

/** One action that several webhooks tell of. Ids are drawn when a webhook is first built: most never are. */
interface WebhookEvent {
  id: string | null;
}

/** Every topic the simulator sends. */
export const simulatedTopics = [
  "products/create",
  "products/update",
  "products/delete",
  "inventory_levels/connect",
  "inventory_levels/update",
  "app/uninstalled",
  "app/scopes_update",
];

/**
 * Webhooks that shops have triggered.
 *
 * Without a target they wait here, unbuilt (a payload costs more than the write that triggers it), until a test
 * drains them; with a target each is delivered once, soon after its trigger.
 */
export class WebhookOutbox {
  #clock: SimulatorClock;
  #clientSecret: string;
  #subscriptions: readonly WebhookSubscription[];
  #target: string | null;
  #pending: PendingWebhook[] = [];
  #attempts: WebhookAttempt[] = [];
  #isDelivering = false;
  #isClosed = false;
  #isPaused = false;
  #apiVersion = "2026-10";

  constructor(settings: {
    clock: SimulatorClock;
    clientSecret: string;
    subscriptions: readonly WebhookSubscription[];
    target: string | null;
  }) {
    this.#clock = settings.clock;
    this.#clientSecret = settings.clientSecret;
    this.#subscriptions = settings.subscriptions;
    this.#target = settings.target;
  }

  /** Keeps a webhook for each subscription of the topic. `payload` is called when it is delivered or looked at. */
  emit(shopDomain: string, topic: string, payload: () => unknown): void {
    if (this.#isClosed) return;
    let event: WebhookEvent | null = null;
    for (const subscription of this.#subscriptions) {
      if (subscription.topic !== topic) continue;
      event ??= { id: null };
      this.#pending.push({
        subscription,
        shopDomain,
        topic,
        triggeredAtMs: this.#clock.nowMs(),
        event,
        webhookId: null,
        payload,
      });
    }
    if (event !== null) this.#deliverSoon();
  }

  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Deliveries to the target so far, oldest first. */
  attempts(): readonly WebhookAttempt[] {
    return this.#attempts;
  }

  /** What waits, built and signed, without being taken out. */
  pending(): WebhookDelivery[] {
    return this.#pending.map((webhook) => this.#build(webhook));
  }

  /** Takes everything out without delivering it. */
  discard(): number {
    return this.#pending.splice(0).length;
  }

  /** Takes each waiting webhook out and hands it over, one after the other; answers the attempts. */
  async deliverTo(deliver: DeliverWebhook): Promise<WebhookAttempt[]> {
    const attempts: WebhookAttempt[] = [];
    for (const webhook of this.#pending.splice(0)) attempts.push(await this.#attempt(webhook, deliver));
    return attempts;
  }

  /** Holds deliveries to the target back; what is triggered meanwhile waits. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliverSoon();
  }

  setTarget(target: string | null): void {
    this.#target = target;
    this.#deliverSoon();
  }

  close(): void {
    this.#isClosed = true;
    this.#pending.length = 0;
  }

  #deliverSoon(): void {
    if (this.#target === null || this.#isDelivering || this.#isPaused || this.#isClosed) return;
    this.#isDelivering = true;
    setImmediate(() => void this.#drainToTarget());
  }

  async #drainToTarget(): Promise<void> {
    while (!this.#isPaused && !this.#isClosed) {
      const batch = this.#pending.splice(0, 20);
      if (batch.length === 0) break;
      await Promise.all(batch.map((webhook) => this.#attempt(webhook, postToUri)));
    }
    this.#isDelivering = false;
  }

  async #attempt(webhook: PendingWebhook, deliver: DeliverWebhook): Promise<WebhookAttempt> {
    const delivery = this.#build(webhook);
    const attempt: WebhookAttempt = { webhookId: delivery.webhookId, topic: delivery.topic, status: null };
    try {
      attempt.status = (await deliver(delivery)).status;
    } catch (error) {
      // Anything but an answer is a failed delivery, as it is for Shopify: the attempt says so with status null.
      if (!(error instanceof Error)) throw error;
    }
    this.#attempts.push(attempt);
    return attempt;
  }

  #build(webhook: PendingWebhook): WebhookDelivery {
    const body = JSON.stringify(webhook.payload());
    const webhookId = (webhook.webhookId ??= randomUUID());
    const eventId = (webhook.event.id ??= randomUUID());
    const uri =
      this.#target === null || /^https?:/.test(webhook.subscription.uri)
        ? webhook.subscription.uri
        : new URL(webhook.subscription.uri, this.#target).href;
    return {
      webhookId,
      eventId,
      topic: webhook.topic,
      shopDomain: webhook.shopDomain,
      triggeredAtMs: webhook.triggeredAtMs,
      uri,
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-topic": webhook.topic,
        "x-shopify-hmac-sha256": signBody(body, this.#clientSecret),
        "x-shopify-shop-domain": webhook.shopDomain,
        "x-shopify-api-version": this.#apiVersion,
        "x-shopify-webhook-id": webhookId,
        "x-shopify-event-id": eventId,
        "x-shopify-triggered-at": new Date(webhook.triggeredAtMs).toISOString(),
        "x-shopify-name": webhook.topic.replace("/", "-"),
      },
    };
  }
}

/** Shopify gives a delivery 5 seconds and follows no redirect. */
async function postToUri(delivery: WebhookDelivery): Promise<{ status: number }> {
  const response = await fetch(delivery.uri, {
    method: "POST",
    headers: delivery.headers,
    body: delivery.body,
    redirect: "manual",
    signal: AbortSignal.timeout(5_000),
  });
  await response.arrayBuffer();
  return { status: response.status };
}
