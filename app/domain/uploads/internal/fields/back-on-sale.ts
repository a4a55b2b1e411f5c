import type { ProductTie } from "../claims/claimed-group.ts";
import type { ProductSnapshot } from "../snapshot.ts";
import type { FieldChanges } from "./changed-fields.ts";
import type { ShopFields } from "./product-fields.ts";

interface Returning {
  product: ProductSnapshot;
  link: ProductTie;
  shop: ShopFields;
}

/**
 * A product that the app has archived when it left the store has the status of its content again when it comes back,
 * whoever the route says owns the status. What somebody else has made of it meanwhile, or had archived before, stays.
 */
export function backOnSale(fields: FieldChanges, { product: { status }, link, shop }: Returning): FieldChanges {
  const isOurs = link.departed?.by === "ARCHIVE" && shop.status === "ARCHIVED";
  if (!isOurs || status === shop.status) return fields;
  return { changes: { ...fields.changes, status }, accepted: { ...fields.accepted, status } };
}
