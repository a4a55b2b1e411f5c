import type { Runtime } from "#app/domain/context.ts";

export interface KeepShopFactsInput {
  storeId: string;
  name?: string;
  currencyCode?: string;
  ianaTimezone?: string;
}

/** Follows what the shop says of itself; what it does not say stays. Prices and schedules read these facts when they need them, never a copy. */
export async function keepShopFacts(
  runtime: Runtime,
  { storeId, ...facts }: KeepShopFactsInput,
): Promise<"updated" | "unchanged"> {
  const { count } = await runtime.db.store.updateMany({
    where: { id: storeId, NOT: facts },
    data: facts,
  });
  if (count > 0) runtime.log.info({ storeId }, "The facts of a shop changed.");
  return count > 0 ? "updated" : "unchanged";
}
