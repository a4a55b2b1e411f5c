import type { Variables } from "#app/shopify/client.server.ts";
import type { SET_AVAILABLE } from "#app/shopify/operations/inventory.ts";
import type { Runner } from "./runner.ts";

export interface CallRow {
  id: bigint;
  variantId: string;
  locationId: string;
  inventoryItemId: string;
  target: number;
  changeFrom: number;
}

/** A call that waits to be sent, or was sent and not answered. */
export interface OpenCall {
  id: string;
  runId: string;
  /** Null: it was never sent. */
  startedAt: Date | null;
  unansweredTries: number;
  rows: CallRow[];
}

/** The ids of the calls of a run that are not through, those that were sent before first. */
export async function listOpenCalls({ runtime }: Runner, runId: string, limit: number): Promise<string[]> {
  const calls = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM inventory_calls
    WHERE run_id = ${runId}::uuid AND outcome IN ('PLANNED', 'INTENT')
    ORDER BY outcome DESC, id LIMIT ${limit}`;
  return calls.map(({ id }) => id);
}

/** The calls with their rows, in the order in which they are sent: the same at every try, as their keys demand. */
export async function loadCalls({ runtime }: Runner, ids: readonly string[]): Promise<OpenCall[]> {
  if (ids.length === 0) return [];
  const calls = await runtime.db.inventoryCall.findMany({
    where: { id: { in: [...ids] }, outcome: { in: ["PLANNED", "INTENT"] } },
    select: { id: true, runId: true, startedAt: true, unansweredTries: true },
  });
  const rows = await runtime.db.$queryRaw<(CallRow & { callId: string })[]>`
    SELECT id, call_id AS "callId", variant_id AS "variantId", location_id AS "locationId",
      inventory_item_id AS "inventoryItemId", target, change_from AS "changeFrom"
    FROM inventory_run_rows WHERE call_id = ANY (${[...ids]}::uuid[]) AND status = 'PENDING' ORDER BY id`;
  const ofCall = Map.groupBy(rows, ({ callId }) => callId);
  return calls.map((call) => ({ ...call, rows: ofCall.get(call.id) ?? [] }));
}

/** What is sent: nothing but what is stored, so that it is the same when it is sent again. */
export const variablesOf = ({ id, runId, rows }: OpenCall): Variables<typeof SET_AVAILABLE> => ({
  key: id,
  input: {
    name: "available",
    reason: "correction",
    referenceDocumentUri: `gid://catalog-relay/InventoryRun/${runId}`,
    quantities: rows.map(({ inventoryItemId, locationId, target, changeFrom }) => ({
      inventoryItemId,
      locationId,
      quantity: target,
      changeFromQuantity: changeFrom,
    })),
  },
});

/** Writes that the calls are about to be sent. A call that is missing in the answer is another runner's. */
export async function intendCalls({ runtime, claimToken }: Runner, ids: readonly string[]): Promise<Set<string>> {
  const intended = await runtime.db.$queryRaw<{ id: string }[]>`
    UPDATE inventory_calls call SET outcome = 'INTENT', claim_token = ${claimToken}::uuid,
      started_at = coalesce(call.started_at, ${runtime.clock.now()})
    FROM inventory_runs run
    WHERE call.id = ANY (${[...ids]}::uuid[]) AND run.id = call.run_id AND run.claim_token = ${claimToken}::uuid
      AND run.status = 'PROCESSING'
      AND (call.outcome = 'INTENT' AND call.claim_token = ${claimToken}::uuid
        OR call.outcome = 'PLANNED' AND run.cancel_requested_at IS NULL)
    RETURNING call.id`;
  return new Set(intended.map(({ id }) => id));
}
