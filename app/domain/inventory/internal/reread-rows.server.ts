import { inTransaction } from "#app/platform/db.server.ts";
import { planLevel } from "../plan-stock-targets.ts";
import { readAvailable } from "./read-available.server.ts";
import { RunLostError, scopeOf, type Runner, type TakenRun } from "./runner.ts";
import { stockTargets } from "./stock-targets-sql.server.ts";

/** Rows that are read again together. */
const MOST_ROWS = 1_000;

interface WaitingRow {
  id: bigint;
  variantId: string;
  locationId: string;
}

interface Level {
  variantId: string;
  locationId: string;
  inventoryItemId: string;
  target: number;
  knownQuantity: number | null;
  revision: number | null;
  isQuarantined: boolean;
  isDisconnected: boolean;
}

interface Decision {
  id: string;
  status: "PENDING" | "SUCCESS" | "CANCELLED" | "QUARANTINED";
  item: string | null;
  target: number | null;
  from: number | null;
  /** Still: the level changed while it was read. */
  again: boolean;
  code: string | null;
  reason: string | null;
}

/** How many rows of the run have to be read again, up to one more than are read together. */
export const countRereads = ({ runtime }: Runner, runId: string): Promise<number> =>
  runtime.db.inventoryRunRow.count({
    where: { runId, status: "PENDING", callId: null, needsRead: true },
    take: MOST_ROWS + 1,
  });

/**
 * Reads again what the shop has of the levels of these rows and works out their targets anew: they are set from what is
 * there now, or are right already. Returns how many rows were decided.
 * @throws {RunLostError}, {ShopifyError}
 */
export async function rereadRows(runner: Runner, run: TakenRun): Promise<number> {
  const { db } = runner.runtime;
  const rows = await db.$queryRaw<WaitingRow[]>`
    SELECT id, variant_id AS "variantId", location_id AS "locationId" FROM inventory_run_rows
    WHERE run_id = ${run.id}::uuid AND status = 'PENDING' AND call_id IS NULL AND needs_read
    ORDER BY id LIMIT ${MOST_ROWS}`;
  if (rows.length === 0) return 0;
  const before = await findLevels(runner, run, rows);
  await readAvailable(
    runner,
    rows.flatMap((row) => before.get(keyOf(row)) ?? []),
  );
  const now = await findLevels(runner, run, rows);
  const decisions = rows.map((row) => decide(row, now.get(keyOf(row))));
  await store(runner, run.id, decisions);
  return rows.length;
}

const keyOf = ({ variantId, locationId }: { variantId: string; locationId: string }): string =>
  `${variantId} ${locationId}`;

async function findLevels(runner: Runner, run: TakenRun, rows: readonly WaitingRow[]): Promise<Map<string, Level>> {
  const scope = { ...scopeOf(runner, run), arrivalsOf: null, variantIds: rows.map(({ variantId }) => variantId) };
  const levels = await runner.runtime.db.$queryRaw<Level[]>`
    SELECT variant_id AS "variantId", location_id AS "locationId", inventory_item_id AS "inventoryItemId", target,
      known_quantity AS "knownQuantity", revision, is_quarantined AS "isQuarantined",
      is_disconnected AS "isDisconnected"
    FROM (${stockTargets(scope, { after: null, through: null })}) AS level`;
  return new Map(levels.map((level) => [keyOf(level), level]));
}

function decide({ id }: WaitingRow, level: Level | undefined): Decision {
  const nothing = { item: null, target: null, from: null, again: false, code: null, reason: null };
  const row = { ...nothing, id: String(id) };
  if (level?.isQuarantined)
    return { ...row, status: "QUARANTINED", code: "inventory.quarantined", reason: "The level is in quarantine." };
  const planned = planLevel(level?.target ?? null, level?.knownQuantity ?? null);
  if (!level || planned === "untouched")
    return {
      ...row,
      status: "CANCELLED",
      code: "inventory.not-mapped",
      reason: "No route brings stock there any more.",
    };
  if (planned === "read") return { ...row, status: "PENDING", again: true };
  const { inventoryItemId: item, target, knownQuantity: from } = level;
  const isRight = planned === "unchanged" && !level.isDisconnected;
  return { ...row, status: isRight ? "SUCCESS" : "PENDING", item, target, from };
}

async function store({ runtime, claimToken }: Runner, runId: string, decisions: readonly Decision[]): Promise<void> {
  const count = (status: Decision["status"]) => decisions.filter((decision) => decision.status === status).length;
  const [succeeded, cancelled, quarantined] = [count("SUCCESS"), count("CANCELLED"), count("QUARANTINED")];
  await inTransaction(runtime.db, async (tx) => {
    const moved = await tx.inventoryRun.updateMany({
      where: { id: runId, claimToken, status: "PROCESSING" },
      data: {
        rowsPending: { decrement: succeeded + cancelled + quarantined },
        rowsSucceeded: { increment: succeeded },
        rowsCancelled: { increment: cancelled },
        rowsQuarantined: { increment: quarantined },
        lastProgressAt: runtime.clock.now(),
      },
    });
    if (moved.count === 0) throw new RunLostError("The run is another runner's.");
    await tx.$executeRaw`
      UPDATE inventory_run_rows mine SET status = given.status::inventory_row_status, needs_read = given.again,
        target = coalesce(given.target, mine.target), change_from = coalesce(given."from", mine.change_from),
        inventory_item_id = coalesce(given.item, mine.inventory_item_id), reason_code = given.code, reason = given.reason,
        processed_at = CASE WHEN given.status <> 'PENDING' THEN ${runtime.clock.now()}::timestamptz END
      FROM jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb)
        AS given(id bigint, status text, item text, target int, "from" int, again boolean, code text, reason text)
      WHERE mine.id = given.id AND mine.status = 'PENDING' AND mine.call_id IS NULL`;
  });
}
