import type { Runtime } from "#app/domain/context.ts";
import { REQUESTS_AT_ONCE, REQUESTS_PER_SECOND } from "./request-limit.ts";

/**
 * Counts one request of a token against what it may send: a bucket that fills steadily, kept in the database, so that
 * all web processes share it. Null when the request may go on, else after how many seconds the next one may.
 */
export async function spendApiRequest({ db, clock }: Runtime, tokenId: string): Promise<number | null> {
  const now = clock.now();
  const [spent] = await db.$queryRaw<{ available: number }[]>`
    INSERT INTO api_token_budgets AS budget (token_id, available, measured_at)
    VALUES (${tokenId}::uuid, ${REQUESTS_AT_ONCE - 1}, ${now}::timestamptz)
    ON CONFLICT (token_id) DO UPDATE SET
      available = least(${REQUESTS_AT_ONCE}, budget.available + ${REQUESTS_PER_SECOND}
        * greatest(0, extract(epoch FROM excluded.measured_at - budget.measured_at))) - 1,
      measured_at = greatest(excluded.measured_at, budget.measured_at)
    WHERE budget.available + ${REQUESTS_PER_SECOND}
      * greatest(0, extract(epoch FROM excluded.measured_at - budget.measured_at)) >= 1
    RETURNING budget.available`;
  return spent === undefined ? 1 : null;
}
