import type { WebhookSubscription } from "../../options.ts";
import { compileFilter } from "./filter.ts";

/** What the app hears, and where: of its TOML, or made through the Admin API. */
export interface Subscription {
  readonly topic: string;
  uri: string;
  /** What its filter says of a payload; null when it has none. */
  matches: ((payload: unknown) => boolean) | null;
  /** Empty = all. */
  includeFields: readonly string[];
  name: string | null;
  readonly apiVersion: string;
  /** Attempts since the last one that was taken. */
  failuresInARow: number;
}

/** A subscription made through the Admin API, as it is read there. */
export interface ApiSubscription extends Subscription {
  readonly kind: "WebhookSubscription";
  readonly id: number;
  /** The topic as the schema names it. */
  readonly topicName: string;
  filter: string | null;
  metafieldNamespaces: readonly string[];
  metafields: readonly { namespace: string; key: string }[];
  readonly createdAtMs: number;
  updatedAtMs: number;
}

const none: readonly Subscription[] = [];

/** Who hears what: the app's TOML for all shops, the Admin API for one. */
export class SubscriptionBook {
  readonly apiVersion: string;
  readonly #ofApp = new Map<string, Subscription[]>();
  readonly #ofShop = new Map<string, ApiSubscription[]>();

  constructor(ofApp: readonly WebhookSubscription[], apiVersion: string) {
    this.apiVersion = apiVersion;
    for (const { topic, uri, filter, includeFields, name } of ofApp) {
      const subscription: Subscription = {
        topic,
        uri,
        matches: filter ? compileFilter(filter) : null,
        includeFields: includeFields ?? [],
        name: name ?? null,
        apiVersion,
        failuresInARow: 0,
      };
      this.#ofApp.set(topic, [...(this.#ofApp.get(topic) ?? []), subscription]);
    }
  }

  /** Everyone who hears a topic of a shop. */
  hearers(shopDomain: string, topic: string): readonly Subscription[] {
    const ofApp = this.#ofApp.get(topic) ?? none;
    const ofShop = this.#ofShop.get(shopDomain);
    if (!ofShop) return ofApp;
    return [...ofApp, ...ofShop.filter((subscription) => subscription.topic === topic)];
  }

  /** Those made through the Admin API: what `webhookSubscriptions` lists. Shopify: those of the TOML are not among them. */
  madeInShop(shopDomain: string): readonly ApiSubscription[] {
    return this.#ofShop.get(shopDomain) ?? [];
  }

  add(shopDomain: string, subscription: ApiSubscription): void {
    this.#ofShop.set(shopDomain, [...this.madeInShop(shopDomain), subscription]);
  }

  /** Takes out one that was made through the Admin API; one of the TOML stays. */
  remove(shopDomain: string, subscription: Subscription): void {
    const kept = this.madeInShop(shopDomain).filter((other) => other !== subscription);
    if (kept.length === 0) this.#ofShop.delete(shopDomain);
    else this.#ofShop.set(shopDomain, kept);
  }

  removeAll(shopDomain: string): void {
    this.#ofShop.delete(shopDomain);
  }
}
