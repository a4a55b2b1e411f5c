import type { Prisma } from "@prisma/client";
import { inTransaction, type Db } from "#app/platform/db.server.ts";
import { RunLostError, type Runner, type TakenRun } from "./runner.ts";

/** Arrivals that one run takes up. */
const MOST_ARRIVALS = 100_000;

/** Stock that still arrives is waited for so long, so that what belongs together is one run. */
const QUIET_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

const TAKEN = {
  id: true,
  kind: true,
  stage: true,
  categoryId: true,
  productId: true,
  isShopRead: true,
  stageThrough: true,
  plannedAt: true,
  levelsRead: true,
  brakeReleasedAt: true,
  cancelRequestedAt: true,
} satisfies Prisma.InventoryRunSelect;

/** Takes over what an earlier runner had sent: its calls are sent again, and its commits find nothing any more. */
export async function takeOver({ runtime, storeId, claimToken }: Runner): Promise<number> {
  return inTransaction(runtime.db, async (tx) => {
    await tx.inventoryRun.updateMany({ where: { storeId, status: "PROCESSING" }, data: { claimToken } });
    const { count } = await tx.inventoryCall.updateMany({
      where: { storeId, outcome: "INTENT" },
      data: { claimToken },
    });
    return count;
  });
}

/** The run to go on with, else the oldest that waits; null when there is none. */
export async function takeRun({ runtime, storeId, claimToken }: Runner): Promise<TakenRun | null> {
  const { db, clock } = runtime;
  const next =
    (await db.inventoryRun.findFirst({
      where: { storeId, status: "PROCESSING", claimToken },
      orderBy: { id: "asc" },
      select: { id: true },
    })) ??
    (await db.inventoryRun.findFirst({
      where: { storeId, status: "PENDING" },
      orderBy: { id: "asc" },
      select: { id: true },
    }));
  if (!next) return null;
  await db.inventoryRun.updateMany({
    where: { id: next.id, status: "PENDING" },
    data: { status: "PROCESSING", claimToken, lastProgressAt: clock.now() },
  });
  await db.inventoryRun.updateMany({ where: { id: next.id, startedAt: null }, data: { startedAt: clock.now() } });
  return findTaken({ runtime, claimToken }, next.id);
}

/** The run as it is now, while the store lets anybody work on it. @throws {RunLostError} */
export async function reloadRun(runner: Runner, runId: string): Promise<TakenRun> {
  const run = await findTaken(runner, runId);
  if (!run) throw new RunLostError("The run is another runner's, or its store has closed.");
  return run;
}

const findTaken = (
  { runtime, claimToken }: Pick<Runner, "runtime" | "claimToken">,
  id: string,
): Promise<TakenRun | null> =>
  runtime.db.inventoryRun.findFirst({
    where: { id, claimToken, status: "PROCESSING", store: { status: "CONNECTED", pausedAt: null } },
    select: TAKEN,
  });

/** Moves the run on, while it is this runner's. @throws {RunLostError} */
export async function updateRun(
  { runtime, claimToken }: Runner,
  runId: string,
  data: Prisma.InventoryRunUpdateManyMutationInput,
  db: Db = runtime.db,
): Promise<void> {
  const { count } = await db.inventoryRun.updateMany({
    where: { id: runId, claimToken, status: "PROCESSING" },
    data: { ...data, lastProgressAt: runtime.clock.now() },
  });
  if (count === 0) throw new RunLostError("The run is another runner's.");
}

export type Arrivals = "none" | "still-arriving" | "taken";

/** Makes a run of the stock that has arrived, once no more comes; one at a time, so that a stopped one holds up the rest. */
export async function takeArrivals({ runtime, storeId, organizationId }: Runner): Promise<Arrivals> {
  const { db } = runtime;
  // By the database's clock, which wrote when they arrived.
  const [arrived] = await db.$queryRaw<{ waitingMs: number | null; quietMs: number | null }[]>`
    SELECT extract(epoch FROM now() - min(arrived_at))::float * 1000 AS "waitingMs",
      extract(epoch FROM now() - max(arrived_at))::float * 1000 AS "quietMs"
    FROM stock_arrivals WHERE store_id = ${storeId}::uuid AND run_id IS NULL`;
  if (!arrived || arrived.waitingMs === null || arrived.quietMs === null) return "none";
  const unfinished = await db.inventoryRun.count({
    where: { storeId, kind: "INCREMENTAL", status: { in: ["PENDING", "PROCESSING", "WAITING_FOR_PERSON"] } },
  });
  if (unfinished > 0) return "none";
  if (arrived.quietMs < QUIET_MS && arrived.waitingMs < LONGEST_WAIT_MS) return "still-arriving";
  await inTransaction(db, async (tx) => {
    const run = await tx.inventoryRun.create({
      data: {
        organizationId,
        storeId,
        kind: "INCREMENTAL",
        isShopRead: false,
        actorType: "SYSTEM",
        actorName: "Stock that arrived",
      },
      select: { id: true },
    });
    await tx.$executeRaw`
      UPDATE stock_arrivals SET run_id = ${run.id}::uuid
      WHERE id IN (SELECT id FROM stock_arrivals WHERE store_id = ${storeId}::uuid AND run_id IS NULL ORDER BY id LIMIT ${MOST_ARRIVALS})`;
  });
  return "taken";
}
