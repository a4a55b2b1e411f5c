/** Shopify's array limit (250) also bounds what one answer lists of a product. */
export const VARIANTS_PER_CALL = 250;

/** Variants of a single product at the root that one call may ask for (Shopify: schema text of Product.variants). */
export const VARIANTS_AT_ROOT = 2048;

/** Products whose ids are read back in one call. */
export const READ_BACK_PRODUCTS = 100;

/** Tries of a group that fail for a passing reason, before its rows are FAILED. */
export const AUTOMATIC_TRIES = 6;

/**
 * Tries that a batch of so many products repeats by itself, over all of them. Above it something is wrong that retries
 * do not cure, so what passes by itself is final from then on.
 */
export const automaticRetryLimit = (productsTotal: number): number => Math.max(100, 2 * productsTotal);

/** How soon a group looks again whether its store answers. While the store is held nothing is taken up anyway. */
export const HELD_RETRY_SECONDS = 1;

/** How often a row may be tried again by a person or a system before it has to be approved anew. */
export const MANUAL_RETRIES = 5;

const FIRST_RETRY_SECONDS = 1;
const LONGEST_RETRY_SECONDS = 300;

/** Seconds before try number `failedAttempts + 1`: doubling, with up to half of it taken off by `random` in [0, 1). */
export function retryDelaySeconds(failedAttempts: number, random: number): number {
  const full = Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** Math.max(0, failedAttempts - 1));
  return full * (1 - random / 2);
}
