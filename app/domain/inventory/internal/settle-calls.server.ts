import { Prisma } from "@prisma/client";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import type { AnswerFacts } from "#app/shopify/answer.ts";
import type { CallRow, OpenCall } from "./open-calls.server.ts";
import { RunLostError, type Runner } from "./runner.ts";

/** A call that Shopify took. */
export interface TakenCall {
  callId: string;
  sentAt: Date;
  points: number;
  requestId: string | null;
}

/** Stores that the calls were taken, all of it in one statement. Returns those that were this runner's. */
export async function settleTaken(runner: Runner, calls: readonly TakenCall[]): Promise<Set<string>> {
  const { runtime, storeId, claimToken } = runner;
  const endedAt = runtime.clock.now();
  const taken = calls.map(({ callId, sentAt, points, requestId }) => ({ callId, sentAt, points, requestId }));
  const settled = await runtime.db.$queryRaw<{ id: string }[]>`
    WITH ended AS (
      UPDATE inventory_calls call SET outcome = 'SUCCEEDED', cost_points = taken.points, shopify_request_id = taken."requestId",
        ended_at = ${endedAt}
      FROM jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS taken("callId" uuid, "sentAt" timestamptz, points int, "requestId" text)
      WHERE call.id = taken."callId" AND call.outcome = 'INTENT' AND call.claim_token = ${claimToken}::uuid
      RETURNING call.id, call.run_id, taken.points, taken."sentAt" AS sent_at),
    done AS (
      UPDATE inventory_run_rows mine SET status = 'SUCCESS', processed_at = ${endedAt}
      FROM ended WHERE mine.call_id = ended.id AND mine.status = 'PENDING'
      RETURNING mine.run_id, mine.variant_id, mine.location_id, mine.target, ended.sent_at),
    known AS (
      UPDATE inventory_levels level SET known_quantity = done.target, known_at = done.sent_at, set_quantity = done.target,
        set_at = done.sent_at, is_disconnected = false, revision = level.revision + 1
      FROM done
      WHERE level.store_id = ${storeId}::uuid AND level.variant_id = done.variant_id AND level.location_id = done.location_id),
    counted AS (
      SELECT ended.run_id, count(*)::int AS calls, sum(ended.points)::int AS points,
        (SELECT count(*)::int FROM done WHERE done.run_id = ended.run_id) AS rows
      FROM ended GROUP BY ended.run_id),
    moved AS (
      UPDATE inventory_runs run SET rows_pending = run.rows_pending - counted.rows, rows_succeeded = run.rows_succeeded + counted.rows,
        calls_made = run.calls_made + counted.calls, cost_points = run.cost_points + counted.points, last_progress_at = ${endedAt}
      FROM counted WHERE run.id = counted.run_id)
    SELECT id FROM ended`;
  return new Set(settled.map(({ id }) => id));
}

/** What becomes of the rows of a call that Shopify did not take. Rows that are named nowhere go with a new call. */
export interface Refusal {
  /** The shop turned out to have another quantity. */
  stale: readonly CallRow[];
  refused: readonly { row: CallRow; code: string; message: string }[];
  /** Rows that failed and may be tried again by a person. */
  failed: readonly { row: CallRow; code: string; message: string }[];
  /** Each becomes a call of its own. */
  anew: readonly (readonly CallRow[])[];
}

export interface RefusedCall {
  call: OpenCall;
  outcome: "REFUSED" | "UNKNOWN";
  code: string;
  message: string;
  facts: AnswerFacts | null;
  refusal: Refusal;
  /** What was set, if anything, is not known, so what the shop has is not a change of its own. */
  isForgotten: boolean;
}

/** How often a level may turn out to be another one before its row fails. */
const MOST_STALE_TRIES = 25;

/** Stores what becomes of the rows of a call that was not taken. @throws {RunLostError} */
export async function settleRefused(runner: Runner, refused: RefusedCall): Promise<void> {
  const { runtime, claimToken } = runner;
  const { call, outcome, code, message, facts, refusal } = refused;
  await inTransaction(runtime.db, async (tx) => {
    const endedAt = runtime.clock.now();
    const points = facts?.cost?.actualPoints ?? 0;
    const { count } = await tx.inventoryCall.updateMany({
      where: { id: call.id, outcome: "INTENT", claimToken },
      data: {
        outcome,
        errorCode: code,
        errorMessage: message.slice(0, 1_000),
        costPoints: points,
        shopifyRequestId: facts?.requestId ?? null,
        endedAt,
      },
    });
    if (count === 0) throw new RunLostError("The call is another runner's.");
    if (refused.isForgotten) await forgetLevels(tx, runner, call.rows);
    await readAgain(tx, refusal.stale);
    const worn = await failWorn(tx, refusal.stale);
    await quarantine(tx, runner, call.runId, refusal.refused);
    await fail(tx, refusal.failed);
    for (const rows of refusal.anew) await callAnew(tx, runner, call.runId, rows);
    const quarantined = refusal.refused.length;
    const failed = refusal.failed.length + worn;
    await tx.inventoryRun.update({
      where: { id: call.runId },
      data: {
        rowsPending: { decrement: quarantined + failed },
        rowsQuarantined: { increment: quarantined },
        rowsFailed: { increment: failed },
        callsMade: { increment: 1 },
        costPoints: { increment: points },
        lastProgressAt: endedAt,
      },
    });
  });
}

const idsOf = (rows: readonly CallRow[]): bigint[] => rows.map(({ id }) => id);

/** Keeps the rows with the calls from which they came, but for those that go with another one. */
async function readAgain(tx: Tx, rows: readonly CallRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE inventory_run_rows SET call_id = NULL, needs_read = true, stale_tries = stale_tries + 1
    WHERE id = ANY (${idsOf(rows)}::bigint[])`;
}

async function failWorn(tx: Tx, rows: readonly CallRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE inventory_run_rows SET status = 'FAILED', needs_read = false, processed_at = now(), reason_code = 'inventory.keeps-changing',
      reason = 'The quantity in the shop was another one at every try.'
    WHERE id = ANY (${idsOf(rows)}::bigint[]) AND stale_tries >= ${MOST_STALE_TRIES}`;
}

const asReasons = (rows: Refusal["failed"]): Prisma.Sql => {
  const reasons = rows.map(({ row, code, message }) => ({
    id: String(row.id),
    code,
    message: message.slice(0, 1_000),
  }));
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(reasons)}::jsonb) AS given(id bigint, code text, message text)`;
};

async function quarantine(tx: Tx, { storeId }: Runner, runId: string, rows: Refusal["refused"]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    WITH held AS (
      UPDATE inventory_run_rows mine SET status = 'QUARANTINED', processed_at = now(), reason_code = given.code, reason = given.message
      FROM ${asReasons(rows)} WHERE mine.id = given.id
      RETURNING mine.*)
    INSERT INTO quarantined_levels (organization_id, store_id, variant_id, location_id, inventory_item_id, run_id, reason_code, reason)
    SELECT organization_id, ${storeId}::uuid, variant_id, location_id, inventory_item_id, ${runId}::uuid, reason_code, reason FROM held
    ON CONFLICT (store_id, variant_id, location_id) WHERE released_at IS NULL DO UPDATE SET
      inventory_item_id = excluded.inventory_item_id, run_id = excluded.run_id, reason_code = excluded.reason_code, reason = excluded.reason`;
}

async function fail(tx: Tx, rows: Refusal["failed"]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE inventory_run_rows mine SET status = 'FAILED', processed_at = now(), reason_code = given.code, reason = given.message
    FROM ${asReasons(rows)} WHERE mine.id = given.id`;
}

async function callAnew(tx: Tx, runner: Runner, runId: string, rows: readonly CallRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { id } = await tx.inventoryCall.create({
    data: { organizationId: runner.organizationId, runId, storeId: runner.storeId, rowCount: rows.length },
    select: { id: true },
  });
  await tx.$executeRaw`UPDATE inventory_run_rows SET call_id = ${id}::uuid WHERE id = ANY (${idsOf(rows)}::bigint[])`;
}

async function forgetLevels(tx: Tx, { storeId }: Runner, rows: readonly CallRow[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM inventory_levels level USING inventory_run_rows mine
    WHERE mine.id = ANY (${idsOf(rows)}::bigint[]) AND level.store_id = ${storeId}::uuid
      AND level.variant_id = mine.variant_id AND level.location_id = mine.location_id`;
}

/** Writes that a call was sent and not answered. */
export async function noteUnanswered({ runtime, claimToken }: Runner, callId: string): Promise<void> {
  await runtime.db.inventoryCall.updateMany({
    where: { id: callId, outcome: "INTENT", claimToken },
    data: { unansweredTries: { increment: 1 } },
  });
}
