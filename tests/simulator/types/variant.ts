import { defineObjectType } from "../graphql/object-types.ts";
import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { variantTitle } from "../rules/variants/titles.ts";
import { gid } from "../state/gids.ts";
import type { VariantRecord } from "../state/records.ts";
import { emptyConnection } from "./empty-lists.ts";
import { findMetafield, type MetafieldArguments, metafieldConnection, type MetafieldsArguments } from "./metafield.ts";
import { totalAvailable } from "./stock-totals.ts";
import { dateTime } from "./times.ts";

defineObjectType<VariantRecord>("ProductVariant", {
  id: (variant) => gid("ProductVariant", variant.id),
  legacyResourceId: (variant) => String(variant.id),
  title: (variant) => variantTitle(variant),
  displayName: (variant, _args: object, { shop }) =>
    `${shop.catalog.product(variant.productId)?.title ?? ""} - ${variantTitle(variant)}`,
  sku: (variant) => variant.sku,
  barcode: (variant) => variant.barcode,
  price: (variant) => variant.price,
  compareAtPrice: (variant) => variant.compareAtPrice,
  taxable: (variant) => variant.taxable,
  // Recorded: an empty text where none was set.
  taxCode: (variant) => variant.taxCode ?? "",
  showUnitPrice: () => false,
  // Recorded: product-variants-bulk-validation-atomicity (no measurement).
  unitPriceMeasurement: () => ({ quantityValue: 0, quantityUnit: null, referenceValue: 0, referenceUnit: null }),
  sellingPlanGroups: emptyConnection,
  sellingPlanGroupsCount: () => ({ count: 0, precision: "EXACT" }),
  inventoryPolicy: (variant) => variant.inventoryPolicy,
  inventoryQuantity: (variant) => totalAvailable(variant.item),
  inventoryItem: (variant) => variant.item,
  position: (variant, _args: object, { shop }) => {
    const product = shop.catalog.product(variant.productId);
    return (product?.variants.indexOf(variant) ?? -1) + 1 || positionById(product?.variants ?? [], variant.id);
  },
  selectedOptions: (variant, _args: object, { shop }) => {
    const options = shop.catalog.product(variant.productId)?.options ?? [];
    return variant.values.map((value, place) => ({
      name: options[place]?.name,
      value: value.name,
      optionValue: value,
    }));
  },
  product: (variant, _args: object, { shop }) => shop.catalog.product(variant.productId),
  media: (variant, args: ConnectionArguments, { shop }) => {
    const media = shop.catalog.product(variant.productId)?.media ?? [];
    return paginate(
      media.filter((file) => file.id === variant.mediaId),
      args,
    );
  },
  metafield: (variant, args: MetafieldArguments, request) => findMetafield(variant, args, request),
  metafields: (variant, args: MetafieldsArguments, request) => metafieldConnection(variant, args, request),
  requiresComponents: () => false,
  createdAt: (variant) => dateTime(variant.createdAtMs),
  updatedAt: (variant) => dateTime(variant.updatedAtMs),
});

function positionById(variants: readonly VariantRecord[], id: number): number {
  return variants.findIndex((variant) => variant.id === id) + 1;
}
