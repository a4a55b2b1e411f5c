import { preflightCodes } from "../preflight/preflight-codes.ts";
import { refusedContent, type KnownFailure } from "./known-failure.ts";

const unknown = (retried: KnownFailure["retried"], explanation: string, whatToDo: string): KnownFailure => ({
  category: "UNKNOWN",
  retried,
  remedy: "retry",
  explanation,
  whatToDo,
});

/** What the app itself says of a row, by its code. */
export const uploadFailures = {
  "upload.unreadable-content": refusedContent(
    "A part of this product has a form that cannot be uploaded.",
    "Correct the part that is named in the catalog, then approve the product again.",
  ),
  "upload.internal-error": unknown(
    "once",
    "The app itself failed at this product, twice.",
    "Retry once; if it fails again, report the product and the time to whoever runs the app.",
  ),
  "upload.variant-not-found": unknown(
    "no",
    "The product is in the shop, but this variant of it could not be told apart from the others.",
    "Give the variant a sku or option values of its own in the catalog, then retry.",
  ),
  "upload.product-deleted-in-shop": refusedContent(
    "The product was deleted in the shop, and this store asks before such products are made anew.",
    "Say that it may be made anew, then approve the product again; or leave it deleted.",
  ),
  "upload.product-vanished": unknown(
    "no",
    "The product disappeared from the shop again and again while it was being uploaded.",
    "Find out who or what deletes it in the shop, then retry.",
  ),
  "upload.interrupted": {
    category: "SHOPIFY_ERROR",
    retried: "no",
    remedy: "retry",
    explanation: "Nobody worked on this batch for half an hour although it had something to do.",
    whatToDo: "See that a worker runs, then retry the rows: what was under way is looked up before anything is sent.",
  },
  "upload.deadline-passed": {
    category: "API_LIMIT",
    retried: "no",
    remedy: "retry",
    explanation: "The deadline of the batch passed while the product waited for Shopify's limits.",
    whatToDo: "Retry, or approve the product again in a batch with a later deadline; nothing was changed in the shop.",
  },
  "upload.retries-used-up": {
    category: "SHOPIFY_ERROR",
    retried: "no",
    remedy: "retry",
    explanation:
      "Something passing failed, and the batch has used up the tries that it repeats by itself (twice as many as it has products, and at least 100).",
    whatToDo: "Look at what fails so often in this batch; when it is over, retry the rows.",
  },
} as const satisfies Record<`upload.${string}`, KnownFailure>;

/** What preflight finds is decided before any call, so nothing repeats it. */
export const preflightFailures: Readonly<Record<string, KnownFailure>> = Object.fromEntries(
  Object.entries(preflightCodes).map(([code, meaning]) => [code, { ...meaning, retried: "no", remedy: "none" }]),
);
