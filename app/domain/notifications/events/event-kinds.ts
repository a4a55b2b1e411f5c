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

/** Sent on a person's wish to one rule, and in nobody's inbox. */
export const TEST_KIND = "notification.test";

export const CHANNELS = ["EMAIL", "WEBHOOK", "SLACK", "FLOW"] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERY_STATES = ["WAITING", "DELIVERED", "FAILED", "CANCELLED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
