import { type LevelRecord, type Mutable, trimmed, type VariantRecord } from "../../state/records.ts";
import { idOfKind } from "../../state/gids.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";
import type { VariantDialect } from "../variants/dialects.ts";
import { variantTitle } from "../variants/titles.ts";

export interface InitialQuantity {
  locationId: string;
  name: string;
  quantity: number;
}

/** Most inventory quantities in one input. Shopify: changelog "productSet limit for inventory quantities". */
export const maximumInventoryQuantities = 50_000;

/**
 * Stocks a variant draft at the locations its input names, or at the shop's first location with nothing in stock.
 *
 * Recorded: product-variants-bulk-validation-atomicity (unknown location).
 */
export function applyInitialStock(
  shop: ShopState,
  draft: Mutable<VariantRecord>,
  quantities: readonly InitialQuantity[],
  path: readonly (string | number)[],
  dialect: VariantDialect,
  refusals: Refusals,
): void {
  const levels: LevelRecord[] = draft.item.levels.map((level) => ({ ...level }));
  const nowMs = shop.nowMs();
  for (const { locationId, name, quantity } of quantities) {
    const location = shop.location(idOfKind("Location", locationId));
    if (!location) {
      const message = `Quantity for ${variantTitle(draft)} couldn't be set because the location was deleted.`;
      refusals.add([...path, "inventoryQuantities"], message, dialect.locationUnknown);
      return;
    }
    if (name !== "available" && name !== "on_hand") {
      const message = "The quantity name must be either 'available' or 'on_hand'.";
      refusals.add([...path, "inventoryQuantities"], message, dialect.invalid);
      return;
    }
    const known = levels.find((level) => level.locationId === location.id);
    if (known) {
      known.available = name === "on_hand" ? quantity - known.committed : quantity;
      known.updatedAtMs = nowMs;
    } else levels.push({ locationId: location.id, available: quantity, committed: 0, updatedAtMs: nowMs });
  }
  const [firstLocation] = shop.locations;
  if (levels.length === 0 && firstLocation) {
    levels.push({ locationId: firstLocation.id, available: 0, committed: 0, updatedAtMs: nowMs });
  }
  draft.item = { ...draft.item, levels: trimmed(levels) };
}
