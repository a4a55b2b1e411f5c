import type pg from "pg";
import { round } from "../statistics.ts";
import type { MeasuredApproval } from "../upload/measure-approval.ts";

/**
 * Seconds per 1,000 rows of each tenth of a batch's rows, in the order in which they ended: whether the last rows of a
 * large batch cost more than its first ones.
 */
export async function paceOfTenths(
  client: pg.Client,
  { batchId, approvedAtMs }: Pick<MeasuredApproval, "batchId" | "approvedAtMs">,
): Promise<number[]> {
  const { rows: tenths } = await client.query<{ rows: number; endedAt: Date }>(
    `SELECT count(*)::int AS rows, max(processed_at) AS "endedAt" FROM (
       SELECT processed_at, ntile(10) OVER (ORDER BY processed_at, id) AS tenth
       FROM shopify_upload_products WHERE batch_id = $1 AND processed_at IS NOT NULL
     ) AS ended
     GROUP BY tenth ORDER BY tenth`,
    [batchId],
  );
  return tenths.map(({ rows, endedAt }, index) => {
    const fromMs = tenths[index - 1]?.endedAt.getTime() ?? approvedAtMs;
    return round((endedAt.getTime() - fromMs) / rows);
  });
}
