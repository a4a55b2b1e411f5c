import { requestStockSync, type StockSyncRequest } from "#app/domain/inventory/request-stock-sync.server.ts";
import { getStockRun, type StockRunView } from "#app/domain/inventory/queries/run-queries.server.ts";
import { isRunEnded } from "#app/domain/inventory/run-states.ts";
import { waitUntil } from "../wait-until.ts";
import type { InventoryWorld } from "./inventory-world.ts";

const HOURS = 3_600;
const SAY_EVERY_MS = 5_000;

export interface MeasuredSync {
  readonly run: StockRunView;
  /** From the commit of the request to the end of the run, by the machine's clock. */
  readonly seconds: number;
}

/** Asks for a sync of the store and waits until it has ended. @throws Error when it stops and asks. */
export async function measureSync(
  world: InventoryWorld,
  say: (line: string) => void,
  request: Partial<StockSyncRequest> = {},
): Promise<MeasuredSync> {
  const { ctx } = world.organization;
  const { runId } = await requestStockSync(ctx, { storeId: world.storeId, ...request });
  const requestedAtMs = Date.now();
  const run = await untilEnded(world, runId, say);
  return { run, seconds: ((run.completedAt?.getTime() ?? Number.NaN) - requestedAtMs) / 1_000 };
}

/** Waits until a run has ended. */
export async function untilEnded(
  { organization }: InventoryWorld,
  runId: string,
  say: (line: string) => void,
): Promise<StockRunView> {
  let saidAtMs = Date.now();
  await waitUntil(
    async () => {
      const { status, rows } = await getStockRun(organization.ctx, runId);
      if (status === "WAITING_FOR_PERSON") throw new Error("A brake stopped the run.");
      if (Date.now() - saidAtMs >= SAY_EVERY_MS) {
        saidAtMs = Date.now();
        say(`  ${rows.total - rows.pending} of ${rows.total} planned rows have ended`);
      }
      return isRunEnded(status);
    },
    { what: "the stock sync has ended", lookEveryMs: 50, deadlineSeconds: HOURS },
  );
  return getStockRun(organization.ctx, runId);
}

/** The bucket as it stands, filled up, and the app's view of it forgotten. */
export async function fillBucket({
  world,
  domain,
  storeId,
}: InventoryWorld): Promise<{ atStart: number; rate: number }> {
  const { maximumAvailable } = (await world.simulator.shop(domain)).points;
  await world.simulator.setPoints(domain, { available: maximumAvailable });
  await world.client.query("DELETE FROM store_budgets WHERE store_id = $1", [storeId]);
  const { currentlyAvailable, restoreRate } = (await world.simulator.shop(domain)).points;
  return { atStart: currentlyAvailable, rate: restoreRate };
}
