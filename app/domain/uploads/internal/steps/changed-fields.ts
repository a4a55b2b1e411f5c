import type { ProductUpdateInput } from "#app/generated/admin/admin.types.d.ts";
import type { AcceptedContent, ProductSnapshot } from "../snapshot.ts";

/** What the shop shows of a product's own fields right now. */
export interface ShopFields {
  title: string;
  descriptionHtml: string;
  tags: string[];
}

export interface FieldChanges {
  /** Null when there is nothing to send. */
  changes: Omit<ProductUpdateInput, "id"> | null;
  /** What the shop has of our content once the changes are accepted. */
  accepted: AcceptedContent;
}

/**
 * Title, description and tags are ours until somebody edits them in the shop: a field is sent when the shop still shows
 * what it accepted last. Where it shows something else, or where nobody knows what it accepted (a product adopted from
 * before), the shop's stays, and so does what was accepted: it never claims what the shop does not have. The rest is the
 * shop's after the creation.
 */
export function changedFields(
  product: ProductSnapshot,
  accepted: AcceptedContent | null,
  shop: ShopFields,
): FieldChanges {
  const isShown = (field: keyof ShopFields) => isSame(product[field], shop[field]);
  const isUnedited = (field: keyof ShopFields) => {
    const last = accepted?.[field];
    return last !== undefined && isSame(last, shop[field]);
  };
  const changes = pick(product, (field) => !isShown(field) && isUnedited(field));
  return {
    changes: Object.keys(changes).length === 0 ? null : changes,
    accepted: { ...accepted, ...pick(product, (field) => isShown(field) || isUnedited(field)) },
  };
}

const pick = (product: ProductSnapshot, isPicked: (field: keyof ShopFields) => boolean): Partial<ShopFields> => ({
  ...(isPicked("title") ? { title: product.title } : {}),
  ...(isPicked("descriptionHtml") ? { descriptionHtml: product.descriptionHtml } : {}),
  ...(isPicked("tags") ? { tags: product.tags } : {}),
});

/** Shopify keeps tags in an order of its own. */
const isSame = (one: string | readonly string[], other: string | readonly string[]): boolean =>
  typeof one === "string" || typeof other === "string"
    ? one === other
    : one.length === other.length && [...one].sort().join("\n") === [...other].sort().join("\n");
