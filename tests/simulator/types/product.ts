import { type ConnectionArguments, maximumPage, paginate } from "../graphql/connections.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import { gid, idOfKind } from "../state/gids.ts";
import { type AsynchronousOperation, statusOf } from "../state/operations.ts";
import type { OptionRecord, OptionValueRecord, ProductRecord } from "../state/records.ts";
import { emptyConnection } from "./empty-lists.ts";
import { findMetafield, type MetafieldArguments, metafieldConnection, type MetafieldsArguments } from "./metafield.ts";
import { dateTime } from "./times.ts";
import { totalInventory } from "./search/catalog-search.ts";
import { totalAvailable } from "./stock-totals.ts";

/** Longest page of variants of one product at the root. Shopify: schema text of Product.variants. */
const maximumVariantsPage = 2_048;

defineObjectType<ProductRecord>("Product", {
  id: (product) => gid("Product", product.id),
  legacyResourceId: (product) => String(product.id),
  title: (product) => product.title,
  handle: (product) => product.handle,
  status: (product) => product.status,
  descriptionHtml: (product) => product.descriptionHtml,
  description: (product) =>
    product.descriptionHtml
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  vendor: (product) => product.vendor,
  productType: (product) => product.productType,
  tags: (product) => product.tags,
  templateSuffix: (product) => product.templateSuffix,
  isGiftCard: (product) => product.isGiftCard,
  giftCardTemplateSuffix: (product) => product.giftCardTemplateSuffix,
  category: (product) => (product.categoryId === null ? null : { id: product.categoryId }),
  collections: (product, args: ConnectionArguments, { shop }) =>
    paginate(
      product.collectionIds.flatMap((id) => shop.collections.get(id) ?? []),
      args,
    ),
  sellingPlanGroups: emptyConnection,
  sellingPlanGroupsCount: () => ({ count: 0, precision: "EXACT" }),
  onlineStorePreviewUrl: (product, _args: object, { shop }) =>
    `https://${shop.domain}/products_preview?preview_key=${product.id}`,
  requiresSellingPlan: (product) => product.requiresSellingPlan,
  seo: (product) => ({ title: product.seoTitle, description: product.seoDescription }),
  createdAt: (product) => dateTime(product.createdAtMs),
  updatedAt: (product) => dateTime(product.updatedAtMs),
  publishedAt: (product) => (product.publishedAtMs === null ? null : dateTime(product.publishedAtMs)),
  totalInventory: (product) => totalInventory(product),
  tracksInventory: (product) => product.variants.some((variant) => variant.item.tracked),
  hasOnlyDefaultVariant: (product) =>
    product.variants.length === 1 && product.variants[0]?.values[0]?.name === "Default Title",
  hasOutOfStockVariants: (product) => product.variants.some(({ item }) => item.tracked && totalAvailable(item) <= 0),
  totalVariants: (product) => product.variants.length,
  priceRangeV2: (product, _args: object, { shop }) => {
    const prices = product.variants.map((variant) => Number(variant.price));
    return {
      minVariantPrice: { amount: decimal(Math.min(...prices)), currencyCode: shop.currencyCode },
      maxVariantPrice: { amount: decimal(Math.max(...prices)), currencyCode: shop.currencyCode },
    };
  },
  variantsCount: (product) => ({ count: product.variants.length, precision: "EXACT" }),
  mediaCount: (product) => ({ count: product.media.length, precision: "EXACT" }),
  options: (product, args: { first?: number | null }) =>
    product.options.slice(0, args.first ?? undefined).map((option) => ({ option, product })),
  variants: (product, args: ConnectionArguments, _request, info) => {
    const parent = info.path.prev;
    const isSingleAtRoot = parent?.prev === undefined && parent?.typename === "QueryRoot";
    return paginate(product.variants, args, isSingleAtRoot ? maximumVariantsPage : maximumPage);
  },
  media: (product, args: ConnectionArguments) => paginate(product.media, args),
  featuredMedia: (product) => product.media[0] ?? null,
  metafield: (product, args: MetafieldArguments, request) => findMetafield(product, args, request),
  metafields: (product, args: MetafieldsArguments, request) => metafieldConnection(product, args, request),
  resourcePublicationsCount: (product) => ({ count: product.publicationIds.length, precision: "EXACT" }),
  publishedOnPublication: (product, args: { publicationId: string }) =>
    product.publicationIds.includes(idOfKind("Publication", args.publicationId) ?? 0),
});

/** Recorded: product-create-then-bulk-create-price-range-parity ("10.0", not "10.00"). */
function decimal(amount: number): string {
  return Number.isInteger(amount) ? `${amount}.0` : String(amount);
}

/** Names of categories, and which have others below them, are in Shopify's taxonomy, which is not kept. */
defineObjectType<{ id: string }>("TaxonomyCategory", {
  id: ({ id }) => id,
  level: ({ id }) => placeOf(id).length,
  parentId: ({ id }) => {
    const parent = placeOf(id).slice(0, -1).join("-");
    return parent === "" ? null : `gid://shopify/TaxonomyCategory/${parent}`;
  },
});

function placeOf(categoryId: string): string[] {
  return (categoryId.split("/").at(-1) ?? "").split("-");
}

interface OptionOfProduct {
  option: OptionRecord;
  product: ProductRecord;
}

defineObjectType<OptionOfProduct>("ProductOption", {
  id: ({ option }) => gid("ProductOption", option.id),
  name: ({ option }) => option.name,
  position: ({ option, product }) => product.options.indexOf(option) + 1,
  values: ({ option, product }) => usedValues(option, product).map((value) => value.name),
  optionValues: ({ option, product }) => {
    const used = new Set(usedValues(option, product).map((value) => value.id));
    return option.values.map((value) => ({ value, hasVariants: used.has(value.id) }));
  },
  linkedMetafield: () => null,
});

/** Recorded: `values` names only what some variant has, `optionValues` names all. */
function usedValues(option: OptionRecord, product: ProductRecord): OptionValueRecord[] {
  const place = product.options.indexOf(option);
  const used = new Set(product.variants.map((variant) => variant.values[place]?.id));
  return option.values.filter((value) => used.has(value.id));
}

defineObjectType<{ value: OptionValueRecord; hasVariants: boolean }>("ProductOptionValue", {
  id: ({ value }) => gid("ProductOptionValue", value.id),
  name: ({ value }) => value.name,
  hasVariants: ({ hasVariants }) => hasVariants,
  linkedMetafieldValue: () => null,
});

defineObjectType<AsynchronousOperation>("ProductSetOperation", {
  id: (operation) => gid("ProductSetOperation", operation.id),
  status: (operation, _args: object, { shop }) => statusOf(operation, shop.nowMs()),
  product: (operation, _args: object, { shop }) =>
    statusOf(operation, shop.nowMs()) === "COMPLETE" ? shop.catalog.product(operation.productId) : null,
  userErrors: (operation, _args: object, { shop }) =>
    statusOf(operation, shop.nowMs()) === "COMPLETE" ? operation.userErrors : [],
});

defineObjectType<AsynchronousOperation>("ProductDeleteOperation", {
  id: (operation) => gid("ProductDeleteOperation", operation.id),
  status: (operation, _args: object, { shop }) => statusOf(operation, shop.nowMs()),
  product: (operation, _args: object, { shop }) => shop.catalog.product(operation.productId),
  deletedProductId: (operation, _args: object, { shop }) =>
    statusOf(operation, shop.nowMs()) === "COMPLETE" ? operation.deletedProductGid : null,
  userErrors: (operation) => operation.userErrors,
});
