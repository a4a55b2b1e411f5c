import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import type { RowFailure } from "../failures/row-failure.ts";
import { failWaitingGroups } from "../internal/claims/fail-waiting-groups.server.ts";

const LIMIT_REACHED: RowFailure = {
  category: "API_LIMIT",
  code: "shopify.daily-variant-limit",
  message: "The shop makes no more variants today, and this batch does not wait for the next day.",
  field: null,
};

const DEADLINE_PASSED: RowFailure = {
  category: "API_LIMIT",
  code: "upload.deadline-passed",
  message: "The deadline of this batch passed while the product waited for Shopify's limits.",
  field: null,
};

/** Stores that take calls: whoever waits for one of them waits for nothing but Shopify's limits. */
const IS_OPEN = Prisma.sql`store.status = 'CONNECTED' AND store.paused_at IS NULL AND store.held_until IS NULL`;

const IS_OVERDUE = Prisma.sql`batch.deadline_at <= now() AND waiting.due_at <= now()
  AND (batch.canary_state IS NULL OR batch.canary_state = 'PASSED')`;

const DECLINES_TO_WAIT = Prisma.sql`NOT batch.waits_for_daily_limit AND waiting.makes_variants`;

/**
 * Fails as API_LIMIT what shall not wait for Shopify's limits any longer: products of batches whose deadline is over, in
 * stores that are open, and at parked stores new variants of batches that do not wait for the next day. What waits for
 * something else (a person, a connection, its next try) waits on. Returns how many products failed.
 */
export async function endOverdueGroups(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  const parked = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT store.id FROM stores store
    JOIN upload_batch_stores part ON part.store_id = store.id AND part.groups_open > 0
    JOIN shopify_upload_batches batch ON batch.id = part.batch_id AND batch.completed_at IS NULL
    WHERE store.creates_parked_until IS NOT NULL AND NOT batch.waits_for_daily_limit`;
  const overdue = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT store.id FROM shopify_upload_batches batch
    JOIN upload_batch_stores part ON part.batch_id = batch.id AND part.groups_open > 0
    JOIN stores store ON store.id = part.store_id
    WHERE batch.deadline_at <= now() AND batch.completed_at IS NULL AND ${IS_OPEN}`;
  let failed = 0;
  for (const { id } of parked)
    failed += await failWaitingGroups(
      runtime,
      { storeId: id, where: DECLINES_TO_WAIT, failure: LIMIT_REACHED },
      signal,
    );
  for (const { id } of overdue)
    failed += await failWaitingGroups(runtime, { storeId: id, where: IS_OVERDUE, failure: DEADLINE_PASSED }, signal);
  return failed;
}
