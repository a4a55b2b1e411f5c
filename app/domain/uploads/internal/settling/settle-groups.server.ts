import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { announceSettled, type Settled } from "./announce-settled.server.ts";
import { countErrors, type ErrorChange } from "./count-errors.server.ts";
import { doubtAccepted } from "./doubt-accepted.server.ts";
import { endOpenIntents } from "./end-open-intents.server.ts";
import { foldCounters } from "./fold-counters.server.ts";
import { settleConsequences, type HeldGroup } from "./settle-consequences.server.ts";
import type { Settlement } from "./settlement.ts";
import { fingerprintOf } from "../../failures/fingerprint.ts";
import { statusOfRows } from "./status-of-rows-sql.server.ts";
import type { RowStatus } from "../../transitions.ts";
import { groupMoves, type CounterMove, type MovedGroups } from "./counter-moves.ts";
import { moveCounters, moveCountersUnlessBusy, type MoveOptions } from "./move-counters.server.ts";
import { saveDepartures } from "./save-departures.server.ts";
import { saveProductLinks, saveVariantLinks } from "./save-links.server.ts";

/**
 * Commits what became of groups, several in one transaction. Only groups that still carry the claim are touched: of a
 * group that somebody else took meanwhile nothing is stored. Returns the groups that were settled.
 */
export async function settleGroups(
  runtime: SettleRuntime,
  claimToken: string,
  settlements: readonly Settlement[],
): Promise<Set<bigint>> {
  const settled = await inTransaction(runtime.db, (tx) => settle(tx, runtime, claimToken, settlements));
  if (settled === null) return new Set();
  failpoint("uploads.after-commit");
  announceSettled(runtime.log, settled);
  await foldCounters(runtime, settled.postponed);
  return new Set(settled.held.map(({ id }) => id));
}

type SettleRuntime = Pick<Runtime, "db" | "clock" | "queue" | "log">;

async function settle(
  tx: Tx,
  runtime: SettleRuntime,
  claimToken: string,
  settlements: readonly Settlement[],
): Promise<Settled | null> {
  const held = await tx.$queryRaw<HeldGroup[]>`
    SELECT mine.id, mine.batch_id, mine.store_id, mine.is_canary,
      store.limit_trial_group_id IS NOT DISTINCT FROM mine.id AS is_limit_trial
    FROM upload_groups mine JOIN stores store ON store.id = mine.store_id
    WHERE mine.id = ANY (${settlements.map((settlement) => settlement.groupId)}::bigint[]) AND mine.claim_token = ${claimToken}::uuid
    ORDER BY mine.id FOR UPDATE OF mine`;
  const batchOf = new Map(held.map((group) => [group.id, group.batch_id]));
  const valid = settlements.filter((settlement) => batchOf.has(settlement.groupId));
  if (valid.length === 0) return null;
  await endAttempts(tx, valid);
  await saveProductLinks(tx, valid);
  await saveDepartures(tx, valid);
  const { rowMoves, failed } = await moveRows(tx, valid);
  await saveVariantLinks(tx, valid);
  const movedGroups = await moveGroups(tx, valid);
  const moves = [...rowMoves, ...movedGroups];
  const spent = sumSpent(valid, batchOf);
  // Of two stores that end the last products of a canary at once, the later one has to see both.
  const { changes, postponed } = held.some((group) => group.is_canary)
    ? { changes: await moveCounters(tx, moves, spent), postponed: [] }
    : await moveCountersUnlessBusy(tx, moves, spent);
  await countErrors(tx, { failed });
  const consequences = await settleConsequences(tx, runtime, held, valid);
  for (const { organizationId, hasMessages } of changes)
    if (hasMessages) await runtime.queue.send(tx, deliverNotifications, { organizationId });
  failpoint("uploads.before-commit");
  return { held, settlements: valid, changes, postponed, ...consequences };
}

/** What was spent of each batch's points and of the tries that it repeats by itself. */
function sumSpent(settlements: readonly Settlement[], batchOf: ReadonlyMap<bigint, string>): MoveOptions {
  const costPoints = new Map<string, number>();
  const retries = new Map<string, number>();
  const add = (sums: Map<string, number>, batchId: string, by: number) =>
    by > 0 && sums.set(batchId, (sums.get(batchId) ?? 0) + by);
  for (const { groupId, attempt, sharedCostPoints, countsAsFailedTry, rows } of settlements) {
    const batchId = batchOf.get(groupId);
    if (batchId === undefined) continue;
    add(costPoints, batchId, (attempt?.costPoints ?? 0) + (sharedCostPoints ?? 0));
    const isRepeated = countsAsFailedTry === true && rows.some(({ status }) => status === "PENDING");
    add(retries, batchId, isRepeated ? 1 : 0);
  }
  return { costPoints, retries };
}

async function endAttempts(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const attempts = settlements.flatMap(({ attempt }) =>
    attempt
      ? [
          {
            id: attempt.attemptId.toString(),
            outcome: attempt.outcome,
            response: attempt.response ?? null,
            category: attempt.failure?.category ?? null,
            code: attempt.failure?.code ?? null,
            message: attempt.failure?.message ?? null,
            cost: attempt.costPoints,
            request_id: attempt.requestId,
          },
        ]
      : [],
  );
  // A group that becomes unclear without saying by which call: whatever it has sent without an end is that call.
  const unclear = settlements.filter(({ attempt, isUnclear }) => isUnclear === true && !attempt);
  await endOpenIntents(
    tx,
    unclear.map(({ groupId }) => groupId),
  );
  if (attempts.length === 0) return;
  await tx.$executeRaw`
    UPDATE upload_attempts SET outcome = ended.outcome::upload_attempt_outcome, response = ended.response,
      error_category = ended.category::upload_error_category, error_code = ended.code, error_message = ended.message,
      cost_points = ended.cost, shopify_request_id = ended.request_id, ended_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(attempts)}::jsonb)
      AS ended(id bigint, outcome text, response jsonb, category text, code text, message text, cost int, request_id text)
    WHERE upload_attempts.id = ended.id`;
  const unanswered = settlements.flatMap(({ attempt }) => (attempt?.outcome === "UNKNOWN" ? [attempt.attemptId] : []));
  await doubtAccepted(tx, unanswered);
}

/** A row that would wait again beside a newer row of its variant gives way to it. */
async function moveRows(
  tx: Tx,
  settlements: readonly Settlement[],
): Promise<{ rowMoves: CounterMove[]; failed: ErrorChange[] }> {
  const results = settlements.flatMap(({ rows, product }) =>
    rows.flatMap((row) =>
      row.status === "LINKED"
        ? []
        : [
            {
              id: row.rowId.toString(),
              status: row.status,
              product_id: product?.shopifyProductId ?? null,
              variant_id: row.status === "SUCCESS" ? row.tie.shopifyVariantId : null,
              item_id: row.status === "SUCCESS" ? row.tie.shopifyInventoryItemId : null,
              category: row.status === "FAILED" ? row.failure.category : null,
              code: row.status === "FAILED" ? row.failure.code : null,
              message: row.status === "FAILED" ? row.failure.message : null,
              field: row.status === "FAILED" ? row.failure.field : null,
              fingerprint: row.status === "FAILED" ? fingerprintOf(row.failure) : null,
              warnings: row.status === "SUCCESS" ? row.warnings : undefined,
              skip_reason: row.status === "SKIPPED" ? row.skipReason : undefined,
            },
          ],
    ),
  );
  if (results.length === 0) return { rowMoves: [], failed: [] };
  const moved = await tx.$queryRaw<MovedRows[]>`
    WITH result AS (
      SELECT given.*, given.status = 'PENDING' AND EXISTS (
          SELECT 1 FROM shopify_upload_products mine
          JOIN shopify_upload_products newer ON newer.store_id = mine.store_id AND newer.variant_id = mine.variant_id AND newer.status = 'PENDING'
          WHERE mine.id = given.id) AS gives_way
      FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS given(id bigint, status text, product_id text,
        variant_id text, item_id text, category text, code text, message text, field text, fingerprint text, warnings jsonb, skip_reason text)
    ),
    moved AS (
      UPDATE shopify_upload_products SET
        status = (CASE WHEN gives_way THEN 'SKIPPED' ELSE result.status END)::upload_row_status,
        skip_reason = (CASE WHEN gives_way THEN 'SUPERSEDED' ELSE result.skip_reason END)::upload_skip_reason,
        shopify_product_id = coalesce(result.product_id, shopify_product_id),
        shopify_variant_id = coalesce(result.variant_id, shopify_variant_id),
        shopify_inventory_item_id = coalesce(result.item_id, shopify_inventory_item_id),
        error_category = result.category::upload_error_category, error_code = result.code,
        error_message = result.message, error_field = result.field, error_fingerprint = result.fingerprint,
        warnings = coalesce(result.warnings, shopify_upload_products.warnings),
        processed_at = CASE WHEN result.status = 'PENDING' AND NOT gives_way THEN NULL ELSE now() END
      FROM result
      WHERE shopify_upload_products.id = result.id AND shopify_upload_products.status = 'PROCESSING'
      RETURNING organization_id, batch_id, store_id, group_id, shopify_upload_products.status, error_fingerprint,
        error_category, error_code, error_message, error_field
    )
    SELECT batch_id AS "batchId", status::text AS status, count(*)::int AS rows, NULL AS failure
    FROM moved WHERE status <> 'FAILED' GROUP BY batch_id, status
    UNION ALL
    SELECT batch_id, 'FAILED', count(*)::int, jsonb_build_object('organizationId', min(organization_id::text),
      'storeId', min(store_id::text), 'groupId', group_id::text, 'fingerprint', error_fingerprint, 'category', min(error_category::text),
      'code', min(error_code), 'message', min(error_message), 'field', min(error_field))
    FROM moved WHERE status = 'FAILED' GROUP BY batch_id, group_id, error_fingerprint`;
  return {
    rowMoves: moved.map(({ batchId, status, rows }) => ({
      batchId,
      what: "rows",
      from: "PROCESSING",
      to: status,
      count: rows,
    })),
    failed: moved.flatMap(({ batchId, rows, failure }) => (failure ? [{ ...failure, batchId, rows }] : [])),
  };
}

interface MovedRows {
  batchId: string;
  status: RowStatus;
  rows: number;
  /** Only of rows that failed. */
  failure: Omit<ErrorChange, "batchId" | "rows"> | null;
}

/** A group ends, or waits again, when none of its rows is under way any more. */
async function moveGroups(tx: Tx, settlements: readonly Settlement[]): Promise<CounterMove[]> {
  const groups = settlements.map((settlement) => ({
    id: settlement.groupId.toString(),
    product_id: settlement.product?.shopifyProductId ?? null,
    is_created: settlement.isCreated ?? null,
    is_gone: settlement.isProductGone ?? false,
    is_unclear: settlement.isUnclear ?? null,
    due_in: settlement.dueInSeconds ?? 0,
    tries: settlement.countsAsFailedTry ? 1 : 0,
    met_limit: settlement.metDailyLimit ?? false,
    code: settlement.errorCode ?? null,
    sent_images: settlement.sentImages ?? false,
  }));
  const moved = await tx.$queryRaw<MovedGroups[]>`
    WITH result AS (
      SELECT given.*, of_rows.status, of_rows.skip_reason
      FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS given(id bigint, product_id text, is_created boolean,
        is_gone boolean, is_unclear boolean, due_in double precision, tries int, met_limit boolean, code text, sent_images boolean)
      CROSS JOIN LATERAL (
        SELECT ${statusOfRows} AS status, min(skip_reason) AS skip_reason
        FROM shopify_upload_products WHERE group_id = given.id
      ) AS of_rows
    ),
    moved AS (
      UPDATE upload_groups SET
        status = result.status::upload_row_status,
        skip_reason = CASE WHEN result.status = 'SKIPPED' THEN result.skip_reason END,
        claim_token = CASE WHEN result.status = 'PROCESSING' THEN upload_groups.claim_token END,
        shopify_product_id = CASE WHEN result.is_gone THEN NULL ELSE coalesce(result.product_id, upload_groups.shopify_product_id) END,
        accepted_at = CASE WHEN result.is_gone OR NOT result.is_created THEN NULL WHEN result.is_created THEN now() ELSE upload_groups.accepted_at END,
        is_unclear = coalesce(result.is_unclear, upload_groups.is_unclear),
        failed_attempts = upload_groups.failed_attempts + result.tries,
        makes_variants = upload_groups.makes_variants OR result.met_limit,
        media_check_at = CASE WHEN result.sent_images THEN now() + interval '1 minute' ELSE upload_groups.media_check_at END,
        due_at = CASE WHEN result.status = 'PENDING' THEN now() + make_interval(secs => result.due_in) ELSE upload_groups.due_at END,
        error_code = CASE WHEN result.status = 'SUCCESS' THEN NULL ELSE coalesce(result.code, upload_groups.error_code) END,
        ended_at = CASE WHEN result.status IN ('PROCESSING', 'PENDING') THEN NULL ELSE now() END
      FROM result
      WHERE upload_groups.id = result.id
      RETURNING upload_groups.batch_id, upload_groups.store_id, upload_groups.status, upload_groups.planned_points
    )
    SELECT batch_id, store_id, status::text AS status, count(*)::int AS count, sum(planned_points)::int AS points
    FROM moved WHERE status <> 'PROCESSING' GROUP BY batch_id, store_id, status`;
  return groupMoves("PROCESSING", moved);
}
