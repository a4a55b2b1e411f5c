import { sweepStockSyncs as sweep } from "#app/domain/inventory/sweeping/sweep-stock-syncs.server.ts";
import type { sweepStockSyncs } from "#jobs/contracts/inventory.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepStockSyncs: Handler<typeof sweepStockSyncs> = async (runtime) => {
  runtime.log.debug(await sweep(runtime), "Stock syncs were swept.");
  return done;
};
