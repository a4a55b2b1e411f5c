import type { InventoryItemRecord } from "../state/records.ts";

/** What is available of an item at all places where it is active. */
export function totalAvailable(item: InventoryItemRecord): number {
  let total = 0;
  for (const level of item.levels) if (!level.isInactive) total += level.available;
  return total;
}
