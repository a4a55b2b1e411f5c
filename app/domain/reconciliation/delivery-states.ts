/**
 * What may become of a delivery. WAITING: it will be handled. PARKED: it came before our own commit, and waits for the
 * link until a deadline. HANDLED: what it tells is true of our data. IGNORED: the app has no use for it. UNLINKED: it is
 * about nothing that the app knows. FAILED: it could not be applied, and is not tried again by itself.
 */
export const DELIVERY_STATES = ["WAITING", "PARKED", "HANDLED", "IGNORED", "UNLINKED", "FAILED"] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery is tried as often as this; a database that is away counts for none of them. */
export const MAX_TRIES = 5;

const SECOND = 1_000;
const RETRY_AFTER_MS = [10 * SECOND, 60 * SECOND, 300 * SECOND, 900 * SECOND];

/** How long after its failed try number `tries` a delivery is tried again. */
export const retryDelayMs = (tries: number): number => RETRY_AFTER_MS[tries - 1] ?? 900 * SECOND;

/** How long a product may take from Shopify's commit to ours. Longer than that, and it is not ours. */
export const PARKED_AT_MOST_MS = 600 * SECOND;

/** A parked delivery is looked at again after this long, or as soon as its link is there and the shop's inbox is opened. */
export const PARKED_LOOK_AGAIN_MS = 30 * SECOND;
