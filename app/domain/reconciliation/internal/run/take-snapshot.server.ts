import type { Runtime } from "#app/domain/context.ts";
import {
  BULK_QUERY_STATUS_POINTS,
  FIND_BULK_QUERIES_POINTS,
  RUN_BULK_QUERY_POINTS,
} from "#app/shopify/operation-cost.ts";
import {
  BULK_QUERY_STATUS,
  FIND_BULK_QUERIES,
  RECONCILE_PRODUCTS,
  RUN_BULK_QUERY,
} from "#app/shopify/operations/bulk-query.ts";
import type { PaidCalls } from "../paid-calls.server.ts";
import { moveRun, snapshotAtOf, type ClaimedRun } from "./claimed-run.server.ts";
import { BulkQueryFailedError } from "./run-errors.ts";

export interface RunTools {
  runtime: Runtime;
  calls: PaidCalls;
  signal: AbortSignal;
}

const MOST_STARTS = 3;
/** Looks within one job; afterwards Shopify's webhook or the sweep brings the next one. */
const LOOKS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
const LOOK_AGAIN_MS = 60_000;
/** A store that has this many bulk queries under way is asked again later. */
const BUSY_CODES = new Set(["OPERATION_IN_PROGRESS", "LIMIT_REACHED"]);
const GIVEN_UP_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * Has Shopify list the whole shop. That it is asked, and since when, is stored before the call, its operation after it:
 * a try that finds the former without the latter looks for the operation by its text before it starts another one.
 * @throws {BulkQueryFailedError} when Shopify will not or cannot. @throws {RunLostError}
 */
export async function takeSnapshot(tools: RunTools, given: ClaimedRun): Promise<{ run: ClaimedRun; isReady: boolean }> {
  let run = given;
  if (run.bulkOperationId === null && run.snapshotAt !== null) run = await findStarted(tools, run);
  for (const waitMs of LOOKS_MS) {
    if (run.bulkOperationId === null) {
      const started = await start(tools, run);
      if (started === null) return { run: await lookAgain(tools, run), isReady: false };
      run = started;
    }
    run = await look(tools, run);
    if (run.step !== "QUERY") return { run, isReady: true };
    if (run.bulkOperationId !== null) await tools.runtime.clock.sleep(waitMs, tools.signal);
    if (tools.signal.aborted) break;
  }
  return { run: await lookAgain(tools, run), isReady: false };
}

const lookAgain = ({ runtime }: RunTools, run: ClaimedRun): Promise<ClaimedRun> =>
  moveRun(runtime.db, run, { nextLookAt: new Date(runtime.clock.now().getTime() + LOOK_AGAIN_MS) });

/** Unlike every other text, so that one of ten operations can be told to be the one of this start. */
const documentOf = (run: ClaimedRun): string =>
  RECONCILE_PRODUCTS.replace("#graphql", "").replace(
    "ReconcileProducts",
    `ReconcileProducts_${run.id.replaceAll("-", "")}_${run.bulkStarts}`,
  );

async function findStarted({ runtime, calls }: RunTools, run: ClaimedRun): Promise<ClaimedRun> {
  const { data } = await calls.read({ operation: FIND_BULK_QUERIES, variables: {}, points: FIND_BULK_QUERIES_POINTS });
  const document = documentOf(run);
  const found = data.bulkOperations.nodes.find(({ query }) => query === document);
  return found ? moveRun(runtime.db, run, { bulkOperationId: found.id }) : run;
}

/** Null when the store has as many bulk queries under way as it may. */
async function start({ runtime, calls }: RunTools, run: ClaimedRun): Promise<ClaimedRun | null> {
  if (run.bulkStarts >= MOST_STARTS) throw new BulkQueryFailedError(`it failed ${MOST_STARTS} times`);
  const [clock] = await runtime.db.$queryRaw<{ now: Date }[]>`SELECT now()`;
  const begun = await moveRun(runtime.db, run, {
    bulkStarts: run.bulkStarts + 1,
    snapshotAt: clock?.now ?? runtime.clock.now(),
  });
  const { data } = await calls.read({
    operation: RUN_BULK_QUERY,
    variables: { query: documentOf(begun) },
    points: RUN_BULK_QUERY_POINTS,
  });
  const { bulkOperation, userErrors } = data.bulkOperationRunQuery ?? { bulkOperation: null, userErrors: [] };
  if (bulkOperation) return moveRun(runtime.db, begun, { bulkOperationId: bulkOperation.id });
  const isBusy = userErrors.some(({ code }) => code && BUSY_CODES.has(code));
  if (!isBusy) throw new BulkQueryFailedError(userErrors.map(({ message }) => message).join("; ") || "it said nothing");
  await moveRun(runtime.db, begun, { bulkStarts: run.bulkStarts, snapshotAt: null });
  return null;
}

/** A run that comes back at another step has its list; one without an operation has to start anew. */
async function look(tools: RunTools, run: ClaimedRun): Promise<ClaimedRun> {
  const { runtime } = tools;
  const operation = await readBulkQuery(tools, run);
  switch (operation?.status) {
    case "COMPLETED":
      // Shopify says why a list has a part alone.
      if (operation.errorCode !== null) return startAnew(runtime, run, operation);
      return moveRun(runtime.db, run, { step: "READ", linesTotal: BigInt(String(operation.objectCount)) });
    case "CREATED":
    case "RUNNING":
    case "CANCELING": {
      const askedForMs = runtime.clock.now().getTime() - snapshotAtOf(run).getTime();
      if (askedForMs > GIVEN_UP_AFTER_MS) throw new BulkQueryFailedError("it did not end within a day");
      return run;
    }
    case "FAILED":
    case "CANCELED":
    case "EXPIRED":
    case undefined:
      return startAnew(runtime, run, operation);
  }
}

function startAnew(
  runtime: RunTools["runtime"],
  run: ClaimedRun,
  operation: { status: string; errorCode?: string | null } | null | undefined,
): Promise<ClaimedRun> {
  runtime.log.warn(
    { runId: run.id, status: operation?.status ?? "absent", errorCode: operation?.errorCode ?? null },
    "A bulk query failed and is started again.",
  );
  return moveRun(runtime.db, run, { bulkOperationId: null, snapshotAt: null });
}

/** The operation as Shopify shows it now, with an address of its answer that is good for a while. */
export async function readBulkQuery({ calls }: RunTools, run: ClaimedRun) {
  const { data } = await calls.read({
    operation: BULK_QUERY_STATUS,
    variables: { id: run.bulkOperationId ?? "" },
    points: BULK_QUERY_STATUS_POINTS,
  });
  return data.bulkOperation;
}
