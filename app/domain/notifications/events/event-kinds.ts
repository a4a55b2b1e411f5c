/** What people can be told of. */
export const EVENT_KINDS = [
  "batch.finished",
  "batch.finished-with-failures",
  "batch.failed",
  "batch.resumed",
  "store.disconnected",
  "store.daily-limit-reached",
  "stock.brake-pulled",
  "reconciliation.needs-person",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What a digest tells first. */
export const BY_IMPORTANCE: readonly EventKind[] = [
  "store.disconnected",
  "batch.failed",
  "stock.brake-pulled",
  "reconciliation.needs-person",
  "batch.finished-with-failures",
  "store.daily-limit-reached",
  "batch.resumed",
  "batch.finished",
];

/** What may wake somebody: quiet hours let it through where a rule says so. */
export const URGENT_KINDS: readonly EventKind[] = ["batch.failed", "store.disconnected", "stock.brake-pulled"];

/** Sent on a person's wish to one rule. */
export const TEST_KIND = "notification.test";

/** Of one rule: what happened in a day. */
export const DIGEST_KIND = "notification.digest";

/** What is written for a rule is in nobody's inbox. */
export const KINDS_OF_A_RULE: readonly string[] = [TEST_KIND, DIGEST_KIND];

export const CHANNELS = ["EMAIL", "WEBHOOK", "SLACK", "FLOW"] as const;
export type Channel = (typeof CHANNELS)[number];

const PEOPLE_CHANNELS: readonly Channel[] = ["EMAIL", "SLACK"];

/** Whether people read what comes there; programs are told of everything, and at once. */
export const isForPeople = (channel: Channel): boolean => PEOPLE_CHANNELS.includes(channel);

export const DELIVERY_STATES = ["WAITING", "DELIVERED", "FAILED", "CANCELLED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
