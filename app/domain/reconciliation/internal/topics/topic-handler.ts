import type { Runtime } from "#app/domain/context.ts";
import type { DeliveryState } from "../../delivery-states.ts";

/** A delivery that is applied: the newest that waits of its resource. */
export interface News {
  shopDomain: string;
  /** Null for a shop that no organization has claimed. */
  store: KnownStore | null;
  webhookId: string;
  topic: string;
  triggeredAt: Date;
  receivedAt: Date;
  payload: unknown;
}

export interface KnownStore {
  id: string;
  organizationId: string;
}

export interface StoreNews extends News {
  store: KnownStore;
}

/** What became of a delivery, in one word of the product, and what a person should know beside it. */
export interface Verdict {
  state: Exclude<DeliveryState, "WAITING">;
  outcome: string;
  detail?: string;
}

/** Applying the same news again changes nothing: a delivery that was applied and not marked is applied again. */
export type TopicHandler = (runtime: Runtime, news: News) => Promise<Verdict>;

export const handled = (outcome: string, detail?: string): Verdict => ({
  state: "HANDLED",
  outcome,
  ...(detail === undefined ? {} : { detail }),
});
export const ignored = (outcome: string): Verdict => ({ state: "IGNORED", outcome });
/** It is about nothing that the app knows, and is kept in case that it will. */
export const unlinked = (outcome: "not-linked" | "no-store"): Verdict => ({ state: "UNLINKED", outcome });
/** Our own commit of what it is about may be on its way. */
export const early: Verdict = { state: "PARKED", outcome: "early" };
export const unreadable: Verdict = {
  state: "FAILED",
  outcome: "unreadable",
  detail: "Shopify sent a body of an unknown shape. Nothing was changed by it.",
};

/** For topics that say nothing to a shop without an organization. */
export const ofStore =
  (handle: (runtime: Runtime, news: StoreNews) => Promise<Verdict>): TopicHandler =>
  async (runtime, news) =>
    news.store === null ? unlinked("no-store") : handle(runtime, { ...news, store: news.store });
