/** Shopify: changelog "Updates to webhook retry mechanism": 8 retries over 4 hours, exponential. */
export const maximumRetries = 8;
const retriesTakeMs = 4 * 60 * 60 * 1_000;

/**
 * How long after a failure the given retry (from 1 to 8) is made.
 *
 * Each wait is twice the one before, from 56 seconds to 2 hours, which makes 4 hours in all; the number, the sum and
 * "exponential" are Shopify's, the factor is not published.
 */
export function retryDelayMs(retry: number): number {
  return Math.round((retriesTakeMs * 2 ** (retry - 1)) / (2 ** maximumRetries - 1));
}

/** Shopify deletes a subscription that was made through the Admin API after so many failures in a row. */
export const failuresUntilRemoval = 8;
