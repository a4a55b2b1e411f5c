import { Courier, type CourierSettings, type DeliverWebhook, type WebhookTarget } from "./courier.ts";
import { buildDelivery, type Webhook, type WebhookDelivery, type WebhookEvent } from "./delivery.ts";
import { DeliveryLog, type WebhookAttempt, type WebhookRecord } from "./delivery-log.ts";
import { WebhookDisorder } from "./disorder.ts";
import type { SubscriptionBook } from "./subscribing/subscriptions.ts";

export interface OutboxSettings extends CourierSettings {
  /** Whether the app is told of a topic of a shop at all: installation and scopes. */
  mayHear(shopDomain: string, topic: string): boolean;
}

/**
 * Webhooks that shops have triggered.
 *
 * Without a target they wait here, unbuilt, until a test looks at them or takes them; with one they are delivered soon
 * after their trigger and retried as Shopify does.
 */
export class WebhookOutbox {
  /** What goes wrong on the way. */
  readonly faults = new WebhookDisorder();
  readonly subscriptions: SubscriptionBook;
  readonly #settings: OutboxSettings;
  readonly #log = new DeliveryLog();
  readonly #courier: Courier;
  #event: WebhookEvent = { id: null };
  readonly #toldInAction = new Set<string>();
  #heldBack: Webhook[] = [];

  constructor(settings: OutboxSettings) {
    this.#settings = settings;
    this.subscriptions = settings.subscriptions;
    this.#courier = new Courier(settings, this.#log);
  }

  /** What is emitted from here on belongs to another action: it has another event id. */
  startAction(): void {
    this.#event = { id: null };
    this.#toldInAction.clear();
  }

  /** Whether anyone would be told, so that a writer can spare itself the telling. */
  hears(shopDomain: string, topic: string): boolean {
    return (
      this.subscriptions.hearers(shopDomain, topic).length > 0 &&
      !this.#courier.isClosed &&
      this.#settings.mayHear(shopDomain, topic)
    );
  }

  /** Keeps a webhook for each subscription of the topic. `payload` is called when it is delivered or looked at. */
  emit(shopDomain: string, topic: string, payload: () => unknown): void {
    if (!this.hears(shopDomain, topic)) return;
    for (const subscription of this.subscriptions.hearers(shopDomain, topic)) {
      if (subscription.matches && !subscription.matches(payload())) continue;
      this.#send({
        subscription,
        uri: subscription.uri,
        shopDomain,
        topic,
        triggeredAtMs: this.#settings.clock.nowMs(),
        event: this.#event,
        payload,
        delivery: null,
        failedAttempts: 0,
      });
    }
  }

  /** Like `emit`, but once for each action and `key`. */
  emitOnce(key: string, shopDomain: string, topic: string, payload: () => unknown): void {
    if (this.#toldInAction.has(key)) return;
    this.#toldInAction.add(key);
    this.emit(shopDomain, topic, payload);
  }

  get pendingCount(): number {
    return this.#courier.waiting.length;
  }

  /** What waits, built and signed, without being taken out; at most the first `limit`. */
  pending(limit: number = Number.POSITIVE_INFINITY): WebhookDelivery[] {
    return this.#courier.waiting.slice(0, limit).map((webhook) => buildDelivery(webhook, this.#settings.clientSecret));
  }

  /** Attempts of late, oldest first. */
  attempts(): readonly WebhookAttempt[] {
    return this.#log.attempts;
  }

  /** What became of the webhooks of late, oldest first. */
  records(): WebhookRecord[] {
    return this.#log.records;
  }

  /** Takes everything out without delivering it; answers how many there were. */
  discard(): number {
    return this.#courier.takeAll().length + this.#heldBack.splice(0).length;
  }

  /** Takes each waiting webhook out and hands it over once, one after the other; answers the attempts. */
  async deliverTo(deliver: DeliverWebhook): Promise<WebhookAttempt[]> {
    this.#letGo();
    const attempts: WebhookAttempt[] = [];
    for (const webhook of this.#courier.takeAll()) attempts.push(await this.#courier.attempt(webhook, deliver));
    return attempts;
  }

  /** Sends a webhook of late once more, the same in every byte. @throws Error when it is not known (any more). */
  replay(webhookId: string): void {
    const delivery = this.#log.find(webhookId)?.delivery;
    if (!delivery) throw new Error(`There is no webhook ${webhookId} among the latest ones.`);
    const { shopDomain, topic, uri, triggeredAtMs, eventId } = delivery;
    const [subscription] = this.subscriptions.hearers(shopDomain, topic);
    if (!subscription) throw new Error(`Nobody hears ${topic} of ${shopDomain} any more.`);
    const told = { subscription, uri, shopDomain, topic, triggeredAtMs, event: { id: eventId } };
    this.#enqueue({ ...told, payload: (): unknown => JSON.parse(delivery.body), delivery, failedAttempts: 0 });
  }

  /** Holds deliveries to the target back; what is triggered meanwhile waits. */
  pause(): void {
    this.#courier.pause();
  }

  resume(): void {
    this.#courier.resume();
  }

  get isPaused(): boolean {
    return this.#courier.isPaused;
  }

  setTarget(target: WebhookTarget | null): void {
    this.#courier.setTarget(target);
  }

  /** Resolves when nothing is on its way to the target and nothing waits that could go now. */
  settled(): Promise<void> {
    return this.#courier.settled();
  }

  /** Calls `run` after `durationMs` of the simulator's clock, unless the simulator is closed before. */
  later(durationMs: number, run: () => void): void {
    this.#courier.later(durationMs, run);
  }

  close(): void {
    this.#courier.close();
    this.#heldBack.length = 0;
  }

  #send(webhook: Webhook): void {
    const effects = new Map<string, number>();
    let copies = 1;
    for (const { effect, delayMs } of this.faults.meet(webhook.shopDomain, webhook.topic)) {
      if (effect === "duplicate") copies += 1;
      else effects.set(effect, delayMs);
    }
    if (effects.has("lose")) {
      this.#log.became(buildDelivery(webhook, this.#settings.clientSecret), "lost");
      return;
    }
    // Built before it is copied: copies of a webhook share its id.
    if (copies > 1) buildDelivery(webhook, this.#settings.clientSecret);
    const delayMs = effects.get("delay");
    const longestMs = effects.get("reorder");
    for (let copy = 0; copy < copies; copy += 1) {
      const one = copies === 1 ? webhook : { ...webhook };
      if (delayMs !== undefined) this.later(delayMs, () => this.#enqueue(one));
      else if (longestMs !== undefined) this.#holdBack(one, longestMs);
      else this.#enqueue(one);
    }
  }

  #holdBack(webhook: Webhook, longestMs: number): void {
    this.#heldBack.push(webhook);
    this.later(longestMs, () => {
      if (this.#heldBack.includes(webhook)) this.#letGo();
    });
  }

  #letGo(): void {
    this.#courier.enqueue(...this.#heldBack.splice(0));
  }

  #enqueue(webhook: Webhook): void {
    this.#courier.enqueue(webhook);
    if (this.#heldBack.some((held) => held.shopDomain === webhook.shopDomain)) this.#letGo();
  }
}
