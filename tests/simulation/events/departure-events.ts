import type { Context } from "#app/domain/context.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { settingsOf } from "#app/domain/stores/routing/route-settings.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";

/** Brings everything to a store again, or keeps it away. */
export async function turnRoute(ctx: Context, storeId: string, isExcluded: boolean): Promise<void> {
  const route = await ctx.db.route.findFirstOrThrow({ where: { storeId } });
  await setRoute(ctx, { categoryId: route.categoryId, storeId, settings: { ...settingsOf(route), isExcluded } });
}

function onRoute(name: string, weight: number, isExcluded: boolean): SimulatedEvent {
  return {
    name,
    weight,
    happen(world: World) {
      const { id: storeId, domain } = world.dice.pick(world.furnishing.stores);
      world.ask(name, (ctx) => turnRoute(ctx, storeId, isExcluded));
      return Promise.resolve(domain);
    },
  };
}

/** Products leave a store, and come back with a later approval. */
export const departureEvents: readonly SimulatedEvent[] = [
  onRoute("route-leaves", 3, true),
  onRoute("route-returns", 5, false),
  {
    name: "take-off-sale",
    weight: 2,
    happen(world) {
      const productId = world.dice.pick(world.furnishing.productIds);
      const selection = { kind: "products" as const, ids: [productId] };
      world.ask("take-off-sale", (ctx) =>
        rejectProducts(ctx, { selection, reason: "Discontinued", takesOffSale: true }),
      );
      return Promise.resolve(productId);
    },
  },
];
