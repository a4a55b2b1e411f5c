import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listStores, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import { listStorePulses, type StorePulse } from "#app/domain/uploads/queries/store-pulse-queries.server.ts";

/** A store with what it may spend and what waits for it. */
export interface StoreAtWork extends StoreView {
  pulse: Pick<StorePulse, "productsOpen" | "budget">;
  mayPause: boolean;
}

/** The stores that the actor may see, by name. */
export async function listStoresAtWork(ctx: Context): Promise<StoreAtWork[]> {
  const [stores, pulses] = await Promise.all([listStores(ctx), listStorePulses(ctx)]);
  const pulseOf = new Map(pulses.map(({ storeId, ...pulse }) => [storeId, pulse]));
  return stores.map((store) => ({
    ...store,
    pulse: pulseOf.get(store.id) ?? { productsOpen: 0, budget: null },
    mayPause: store.status === "CONNECTED" && can(ctx.actor, "upload", store.id),
  }));
}
