import type { Store } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import type { StoreOutlook } from "../estimate-duration.ts";
import type { PreviewItem } from "./preview-item.ts";

/** What a preview would spend at each store, with what is known of the store's bucket of points. */
export async function findStoreOutlooks(
  ctx: Context,
  items: readonly PreviewItem[],
  now: Date,
): Promise<StoreOutlook[]> {
  const points = new Map<string, number>();
  for (const item of items) if (item.store) points.set(item.store.id, (points.get(item.store.id) ?? 0) + item.points);
  const makesVariants = new Set(
    items.flatMap(({ store, variants }) => (store && variants.created > 0 ? store.id : [])),
  );
  const stores = await ctx.db.store.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...points.keys()] } },
    select: {
      id: true,
      name: true,
      status: true,
      pausedAt: true,
      heldUntil: true,
      createsParkedUntil: true,
      budget: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return stores.map(({ id, name, status, pausedAt, heldUntil, createsParkedUntil, budget }) => ({
    storeId: id,
    storeName: name,
    points: points.get(id) ?? 0,
    pointsAhead: 0,
    pointsBeside: 0,
    obstacle: obstacleOf({ status, pausedAt, heldUntil, createsParkedUntil }, makesVariants.has(id)),
    createsParkedUntil,
    budget: budget && {
      availablePoints: Math.min(
        budget.maximumPoints,
        budget.availablePoints +
          (budget.restorePerSecond * Math.max(0, now.getTime() - budget.measuredAt.getTime())) / 1000,
      ),
      restorePerSecond: budget.restorePerSecond,
    },
  }));
}

type StoreState = Pick<Store, "status" | "pausedAt" | "heldUntil" | "createsParkedUntil">;

/** Why the end cannot be foreseen; a parked store keeps back what is new and nothing else. */
function obstacleOf(
  { status, pausedAt, heldUntil, createsParkedUntil }: StoreState,
  makesVariants: boolean,
): StoreOutlook["obstacle"] {
  if (status !== "CONNECTED") return "store-disconnected";
  if (pausedAt) return "store-paused";
  if (heldUntil) return "store-silent";
  return createsParkedUntil && makesVariants ? "daily-limit" : null;
}
