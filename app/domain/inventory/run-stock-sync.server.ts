import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { openStoreCalls } from "#app/domain/stores/calls/open-store-calls.server.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";
import { holdStore } from "#app/domain/stores/calls/store-hold.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { ShopifyError, StoreUnavailableError } from "#app/shopify/errors.ts";
import { endCancelled } from "./internal/end-run.server.ts";
import { refreshLocations } from "./internal/lost-locations.server.ts";
import { readLevels } from "./internal/read-levels.server.ts";
import { isOver, RunLostError, type Runner, type TakenRun } from "./internal/runner.ts";
import { LevelSetting } from "./internal/set-levels.server.ts";
import { reloadRun, takeArrivals, takeOver, takeRun } from "./internal/take-run.server.ts";
import { weighLevels } from "./internal/weigh-levels.server.ts";

/** After this time a worker hands over, so that other stores get its place. */
const SHIFT_SECONDS = 120;

const LOOK_AGAIN_MS = 500;

/** `hand-over`: there is more to do, or may be; wake a successor. */
export type StockSyncOutcome = "drained" | "hand-over" | "closed" | "stopped";

/**
 * Does the stock syncs of one store, one after the other, until nothing is left, the shift is over, the store closes, or
 * the signal stops it. There is one runner per store; what an earlier one had sent and not stored is sent again under the
 * same key, so that it is done once. Stock that arrived becomes a run of its own once no more of it comes.
 */
export async function runStockSync(
  runtime: Runtime,
  { storeId }: { storeId: string },
  signal: AbortSignal,
): Promise<StockSyncOutcome> {
  const store = await findOpenStore(runtime, storeId);
  if (!store) return "closed";
  const closing = new AbortController();
  const claimToken = randomUUID();
  const whole = AbortSignal.any([signal, closing.signal]);
  const calls = await openStoreCalls(runtime, { storeId, holder: claimToken, signal: whole }).catch(
    async (error: unknown) => {
      if (error instanceof StoreUnavailableError) {
        await holdStore(runtime, storeId, error.publicMessage);
        return null;
      }
      if (isClosing(error)) return null;
      throw error;
    },
  );
  if (!calls) return "closed";
  const endsAtMs = runtime.clock.now().getTime() + SHIFT_SECONDS * 1000;
  const log = runtime.log.child({ storeId });
  const runner: Runner = {
    runtime: { ...runtime, log },
    organizationId: store.organizationId,
    storeId,
    claimToken,
    calls,
    signal: whole,
    close: () => closing.abort(),
    endsAtMs,
  };
  try {
    const recovered = await takeOver(runner);
    if (recovered > 0) log.warn({ calls: recovered }, "Stock calls of an interrupted worker were taken over.");
    await workOff(runner);
  } catch (error) {
    if (!isClosing(error) && !(error instanceof RunLostError) && !(error instanceof CallsEndedError)) throw error;
  } finally {
    closing.abort();
    await calls.leave();
  }
  if (signal.aborted) return "stopped";
  if (!(await findOpenStore(runtime, storeId))) return "closed";
  return (await hasMore(runtime, storeId)) ? "hand-over" : "drained";
}

async function workOff(runner: Runner): Promise<void> {
  while (!isOver(runner) && (await findOpenStore(runner.runtime, runner.storeId))) {
    await runner.calls.keep();
    const run = await takeRun(runner);
    if (run) await goOn(runner, run);
    else {
      const arrivals = await takeArrivals(runner);
      if (arrivals === "none") return;
      if (arrivals === "still-arriving") await runner.runtime.clock.sleep(LOOK_AGAIN_MS, runner.signal);
    }
  }
}

/** Takes a run on by one stage. A read that fails for the moment leaves the run where it is. */
async function goOn(runner: Runner, run: TakenRun): Promise<void> {
  try {
    await doStage(runner, run);
  } catch (error) {
    if (!(error instanceof ShopifyError) || isClosing(error)) throw error;
    runner.runtime.log.warn({ runId: run.id, code: error.code }, "A stock sync could not go on for the moment.");
    const { calls, runtime, signal } = runner;
    await runtime.clock.sleep(LOOK_AGAIN_MS, signal);
    if (calls.circuit.probeAtMs !== null && runtime.clock.now().getTime() >= calls.circuit.probeAtMs)
      await calls.probe();
    if (calls.circuit.state === "trial") calls.circuit.trialEnded();
  }
}

async function doStage(runner: Runner, run: TakenRun): Promise<void> {
  if (run.cancelRequestedAt && run.stage !== "SETTING") {
    await endCancelled(runner, run.id);
    return;
  }
  const isWhole = run.kind !== "INCREMENTAL" && run.categoryId === null && run.productId === null;
  switch (run.stage) {
    case "READING":
      if (isWhole && run.stageThrough === null) await refreshLocations(runner);
      await readLevels(runner, run);
      return;
    case "WEIGHING":
      if (isWhole && !run.isShopRead) await refreshLocations(runner);
      await weighLevels(runner, run);
      return;
    case "SETTING":
      await new LevelSetting(runner, await reloadRun(runner, run.id)).run();
      return;
  }
}

const isClosing = (error: unknown): boolean => error instanceof AppError && error.remedy.kind === "reconnect-store";

const findOpenStore = (runtime: Runtime, storeId: string): Promise<{ organizationId: string } | null> =>
  runtime.db.store.findFirst({
    where: { id: storeId, status: "CONNECTED", pausedAt: null },
    select: { organizationId: true },
  });

async function hasMore({ db }: Runtime, storeId: string): Promise<boolean> {
  const runs = await db.inventoryRun.count({ where: { storeId, status: { in: ["PENDING", "PROCESSING"] } }, take: 1 });
  if (runs > 0) return true;
  const arrivals = await db.stockArrival.count({ where: { storeId, runId: null }, take: 1 });
  const stopped = await db.inventoryRun.count({
    where: { storeId, kind: "INCREMENTAL", status: "WAITING_FOR_PERSON" },
    take: 1,
  });
  return arrivals > 0 && stopped === 0;
}
