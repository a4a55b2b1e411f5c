const CRON_EVERY_MS = 120_000;
const FIRST_RETRY_MS = 1_000;

/** When a cron job of every two minutes runs next: always at a whole even minute, whenever the work came. */
export const nextCronTickMs = (nowMs: number): number => (Math.floor(nowMs / CRON_EVERY_MS) + 1) * CRON_EVERY_MS;

/** The wait behind the failed try of this number, counted from 1: doubling, whatever is known of the budget. */
export const blindRetryDelayMs = (failedTries: number): number => FIRST_RETRY_MS * 2 ** (failedTries - 1);
