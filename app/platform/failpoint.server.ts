import { channel } from "node:diagnostics_channel";

/** Moments in an upload at which a test kills the process, in the order in which a product comes by them. */
export const failpoints = [
  /** A slice of a large approval is stored, and another one follows. */
  "uploads.between-slices",
  /** What an interrupted worker left is put back in line, and not yet committed. */
  "uploads.in-give-back",
  "uploads.after-claim",
  "uploads.after-load",
  "uploads.before-intent",
  /** The intent is stored, and the call has not gone out. */
  "uploads.after-intent",
  /** Shopify has answered a call about a product, and nothing of the answer is stored. */
  "uploads.after-answer",
  "uploads.before-commit",
  "uploads.after-commit",
  /** Shopify has published a product, and that is not stored. */
  "uploads.after-publish",
  "uploads.before-read-back",
  /** The ids of variants have been read, and are not stored. */
  "uploads.after-read-back",
  /** Everything is uploaded or given back, and the store's job has not ended. */
  "uploads.at-shift-end",
] as const;

export type Failpoint = (typeof failpoints)[number];

export const FAILPOINT_CHANNEL = "catalog-relay.failpoint";

const reached = channel(FAILPOINT_CHANNEL);

/**
 * Says that the process has come to a failpoint. Nobody in the product listens, and to say something to nobody costs
 * nothing: what a process does at its failpoints is decided by the test that started it.
 */
export function failpoint(name: Failpoint): void {
  reached.publish(name);
}
