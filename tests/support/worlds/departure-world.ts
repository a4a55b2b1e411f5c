import { randomUUID } from "node:crypto";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { GivenRouteSettings } from "#app/domain/stores/routing/route-settings.ts";
import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { planDeparture } from "#app/domain/uploads/departures/plan-departure.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProducts, onlyStore, type UploadWorld } from "./upload-world.ts";

export const calm = (): AbortSignal => new AbortController().signal;

export async function drain(world: UploadWorld): Promise<void> {
  const { storeId } = onlyStore(world);
  while ((await drainStore(world.ctx, { storeId }, calm())) === "hand-over");
}

/** Products that are in the shop. Returns their ids. */
export async function uploadAll(world: UploadWorld, count: number): Promise<string[]> {
  const ids = await addProducts(world, count);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);
  return ids;
}

/** Takes the route of the root category to the only store away. Returns the batch of what leaves, planned. */
export async function leave(world: UploadWorld): Promise<string | null> {
  const place = { categoryId: world.rootCategoryId, storeId: onlyStore(world).storeId };
  const { id: routeId } = await world.ctx.db.route.findUniqueOrThrow({ where: { categoryId_storeId: place } });
  const { departureBatchId } = await removeRoute(world.ctx, { routeId });
  await planDepartures(world);
  return departureBatchId;
}

export async function comeBack(world: UploadWorld, settings: GivenRouteSettings = {}): Promise<void> {
  await setRoute(world.ctx, { categoryId: world.rootCategoryId, storeId: onlyStore(world).storeId, settings });
}

/** Does what the jobs would do that were sent for departures. */
export async function planDepartures({ ctx }: UploadWorld): Promise<void> {
  const { organizationId } = ctx;
  const waiting = await ctx.db.departure.findMany({ where: { organizationId, plannedAt: null } });
  for (const { id: departureId } of waiting) await planDeparture(ctx, { organizationId, departureId });
}

/** A category below the root. */
export async function addCategory(world: UploadWorld, name: string): Promise<{ categoryId: string }> {
  const categoryId = randomUUID();
  await world.ctx.db.category.create({
    data: {
      id: categoryId,
      organizationId: world.ctx.organizationId,
      parentId: world.rootCategoryId,
      name,
      path: name,
      depth: 1,
      lineage: [world.rootCategoryId, categoryId],
    },
  });
  return { categoryId };
}

export const batchOf = ({ ctx }: UploadWorld, batchId: string | null) =>
  ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId ?? "" } });

export const shopStatuses = (world: UploadWorld): string[] =>
  onlyStore(world)
    .shop.products()
    .map(({ status }) => status);
