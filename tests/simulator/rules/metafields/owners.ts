import { invalidId } from "../../graphql/errors.ts";
import { parseGid } from "../../state/gids.ts";
import type { LocationRecord, MetafieldRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";

/** What may carry metafields here. */
export type MetafieldOwner = ProductRecord | VariantRecord | LocationRecord;

export type MetafieldOwnerType = "PRODUCT" | "PRODUCTVARIANT" | "LOCATION";

/** A metafield as an answer: it knows whose it is. */
export interface OwnedMetafield {
  kind: "Metafield";
  id: number;
  owner: MetafieldOwner;
  field: MetafieldRecord;
}

export function ownedMetafield(owner: MetafieldOwner, field: MetafieldRecord): OwnedMetafield {
  return { kind: "Metafield", id: field.id, owner, field };
}

const ownerTypes = { Product: "PRODUCT", ProductVariant: "PRODUCTVARIANT", Location: "LOCATION" } as const;

export function ownerTypeOf(owner: Pick<MetafieldOwner, "kind">): MetafieldOwnerType {
  return ownerTypes[owner.kind];
}

/** The record that a metafield input names; null when it is gone. @throws GraphQLError for an id of another kind. */
export function findMetafieldOwner(shop: ShopState, ownerGid: string): MetafieldOwner | null {
  const parsed = parseGid(ownerGid);
  if (parsed?.kind === "Product") return shop.catalog.product(parsed.id);
  if (parsed?.kind === "ProductVariant") return shop.catalog.variant(parsed.id);
  if (parsed?.kind === "Location") return shop.location(parsed.id);
  throw invalidId(ownerGid);
}
