import { customIdNeedsDefinition } from "../../graphql/errors.ts";
import type { UniqueMetafieldValueInput } from "../../graphql/inputs.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import { idOfKind } from "../../state/gids.ts";
import type { ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";

export interface ProductIdentifier {
  id?: string | null;
  handle?: string | null;
  customId?: UniqueMetafieldValueInput | null;
}

/** The product that an identifier names. @throws GraphQLError NOT_FOUND when a custom id has no definition of type `id`. */
export function findByIdentifier(shop: ShopState, identifier: ProductIdentifier): ProductRecord | null {
  if (identifier.id) return shop.catalog.product(idOfKind("Product", identifier.id));
  if (identifier.handle) return shop.catalog.productOfHandle(identifier.handle);
  return identifier.customId ? findByCustomId(shop, identifier.customId) : null;
}

/** Reads the record, not the search index. Recorded: collection-identifier-read (definition missing). */
export function findByCustomId(shop: ShopState, customId: UniqueMetafieldValueInput): ProductRecord | null {
  const namespace = canonicalNamespace(customId.namespace, shop.environment.appId);
  const definition = shop.definitions.find("PRODUCT", namespace, customId.key);
  if (definition?.type !== "id") throw customIdNeedsDefinition();
  const ownerId = shop.catalog.uniqueValues.ownerOf("PRODUCT", namespace, customId.key, customId.value);
  return shop.catalog.product(ownerId);
}
