import type { Runtime } from "#app/domain/context.ts";
import { AppError } from "#app/platform/errors.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { markAdopted } from "#jobs/contracts/reconciliation.ts";
import { findMatches } from "../internal/adoption/find-matches.server.ts";
import { proposeProducts } from "../internal/adoption/propose-products.server.ts";
import { claimRun, moveRun, RunLostError, type ClaimedRun } from "../internal/run/claimed-run.server.ts";
import { compareIdentities } from "../internal/run/compare-identities.server.ts";
import { compareLinks } from "../internal/run/compare-links.server.ts";
import { completeRun, failRun } from "../internal/run/end-run.server.ts";
import { weighRun } from "../internal/gone-brake/weigh-run.server.ts";
import { openPaidCalls } from "../internal/paid-calls.server.ts";
import { SnapshotLostError } from "../internal/run/run-errors.ts";
import { stageSnapshot } from "../internal/run/stage-snapshot.server.ts";
import { takeSnapshot, type RunTools } from "../internal/run/take-snapshot.server.ts";

/** waiting: for Shopify's list; a webhook or the sweep wakes it again. stopped: by the signal, with work left. */
export type ReconcileOutcome = "nothing-open" | "completed" | "failed" | "waiting" | "stopped" | "lost";

/**
 * Goes on with a store's open run from where it is: has Shopify list the whole shop, reads the list, compares all links
 * with it, repairs what is safe and keeps the rest as findings. Every step commits how far it has come, so it may be
 * interrupted anywhere and done by another worker; what an earlier holder still wants to commit is refused.
 * @throws whatever passes by itself (Shopify away, a connection cut), for the queue to try again.
 */
export async function reconcileStore(
  runtime: Runtime,
  { storeId }: { storeId: string },
  signal: AbortSignal,
): Promise<ReconcileOutcome> {
  const run = await claimRun(runtime.db, storeId, runtime.clock.now());
  if (!run) return "nothing-open";
  try {
    return await goOn(runtime, run, signal);
  } catch (error) {
    if (error instanceof RunLostError) return "lost";
    if (signal.aborted) return "stopped";
    if (!(error instanceof AppError) || passesByItself(error)) throw error;
    await failRun(runtime, run, error);
    return "failed";
  }
}

const passesByItself = ({ remedy }: AppError): boolean => remedy.kind === "retry" || remedy.kind === "wait";

async function goOn(runtime: Runtime, given: ClaimedRun, signal: AbortSignal): Promise<ReconcileOutcome> {
  let run = given;
  while (!signal.aborted) {
    try {
      switch (run.step) {
        case "QUERY":
        case "READ": {
          await using calls = await openPaidCalls(runtime, { storeId: run.storeId, signal });
          const read = await readShop({ runtime, calls, signal }, run);
          if (read === null) return signal.aborted ? "stopped" : "waiting";
          run = read;
          break;
        }
        case "LINKS":
          if (run.cursor === null) await weighRun(runtime, run, signal);
          run = await compareLinks(runtime, run, signal);
          break;
        case "IDENTITIES":
          run = await compareIdentities(runtime, run, signal);
          break;
        case "MATCHES":
          run = await findMatches(runtime, run, signal);
          break;
        case "PROPOSALS":
          run = await proposeProducts(runtime, run, signal);
          break;
        case "CLEAN_UP":
          await completeRun(runtime, run);
          await wakeMarking(runtime, run);
          return "completed";
      }
    } catch (error) {
      if (!(error instanceof SnapshotLostError)) throw error;
      runtime.log.warn({ runId: run.id }, "A snapshot was lost and is read again.");
      run = await moveRun(runtime.db, run, {
        step: "READ",
        cursor: null,
        linesStaged: 0,
        linksCompared: 0,
        linksLeftAlone: 0,
      });
    }
  }
  return "stopped";
}

/** Null while Shopify's list is not there. */
async function readShop(tools: RunTools, given: ClaimedRun): Promise<ClaimedRun | null> {
  if (given.step === "READ") return stageSnapshot(tools, given);
  const { run, isReady } = await takeSnapshot(tools, given);
  return isReady ? stageSnapshot(tools, run) : null;
}

async function wakeMarking(runtime: Runtime, { storeId }: ClaimedRun): Promise<void> {
  const lacking = await runtime.db.productLink.findFirst({
    where: { storeId, lacksIdentity: true, goneAt: null },
    select: { productId: true },
  });
  if (lacking) await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, markAdopted, { storeId }));
}
