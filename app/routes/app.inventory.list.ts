import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { readInventory, type InventoryOverview } from "#app/http/inventory/inventory-overview.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What the page of stock asks for again while a sync is under way. */
export const loader = pageLoader(async ({ ctx, request }): Promise<Polled<InventoryOverview>> => ({
  isOffline: false,
  seen: await readInventory(ctx, request),
}));

export const clientLoader = offlineInsteadOfError<InventoryOverview>;
