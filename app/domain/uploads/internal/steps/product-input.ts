import type {
  CreateMediaInput,
  FileSetInput,
  InventoryItemInput,
  ProductSetInput,
  ProductVariantsBulkInput,
  VariantOptionValueInput,
} from "#app/generated/admin/admin.types.d.ts";
import { IDENTITY } from "#app/shopify/operations/identity.ts";
import type { ClaimedGroup, ClaimedRow } from "../claims/claimed-group.ts";
import type { ProductSnapshot, VariantSnapshot } from "../snapshot.ts";
import type { VariantChanges } from "../fields/changed-variants.ts";

/** Shopify's own name for a product without options. */
const NO_OPTION = { name: "Title", value: "Default Title" } as const;

export interface UsedOption {
  name: string;
  position: number;
  values: { name: string }[];
}

/** The options of a product with, of each, only the values that the variants sent use, in the catalog's order. */
export function usedOptions(product: ProductSnapshot, variants: readonly VariantSnapshot[]): UsedOption[] {
  if (product.options.length === 0) return [{ name: NO_OPTION.name, position: 1, values: [{ name: NO_OPTION.value }] }];
  return product.options.map((option, index) => {
    const used = new Set(variants.map((variant) => variant.optionValues[index] ?? ""));
    const known = option.values.filter((value) => used.delete(value));
    return { name: option.name, position: index + 1, values: [...known, ...used].map((name) => ({ name })) };
  });
}

export function optionValues(product: ProductSnapshot, variant: VariantSnapshot): VariantOptionValueInput[] {
  if (product.options.length === 0) return [{ optionName: NO_OPTION.name, name: NO_OPTION.value }];
  return product.options.map((option, index) => ({ optionName: option.name, name: variant.optionValues[index] ?? "" }));
}

/** The title that Shopify gives a variant. */
export const variantTitle = (variant: VariantSnapshot): string =>
  variant.optionValues.length === 0 ? NO_OPTION.value : variant.optionValues.map((value) => value.trim()).join(" / ");

function inventoryItem(variant: VariantSnapshot): InventoryItemInput {
  return {
    tracked: variant.isTracked,
    requiresShipping: variant.requiresShipping,
    ...(variant.cost === null ? {} : { cost: variant.cost }),
    ...(variant.hsCode === null ? {} : { harmonizedSystemCode: variant.hsCode }),
    ...(variant.countryOfOrigin === null ? {} : { countryCodeOfOrigin: variant.countryOfOrigin }),
    ...(variant.weightGrams === null
      ? {}
      : { measurement: { weight: { value: variant.weightGrams, unit: "GRAMS" as const } } }),
  };
}

const commonVariantFields = (variant: VariantSnapshot) => ({
  price: variant.price,
  compareAtPrice: variant.compareAtPrice,
  barcode: variant.barcode,
  taxable: variant.isTaxable,
  inventoryPolicy: variant.inventoryPolicy,
});

const fileOf = (url: string, alt?: string | null): FileSetInput => ({
  originalSource: url,
  contentType: "IMAGE" as const,
  ...(alt ? { alt } : {}),
});

/** Every image once: the product's in order, then those that only a variant names (Shopify wants them in both places). */
function productFiles(product: ProductSnapshot, rows: readonly ClaimedRow[]): FileSetInput[] {
  const files = new Map(product.images.map((image) => [image.url, fileOf(image.url, image.alt)]));
  for (const { variant } of rows) {
    if (variant.imageUrl !== null && !files.has(variant.imageUrl))
      files.set(variant.imageUrl, fileOf(variant.imageUrl));
  }
  return [...files.values()];
}

/** The input of a create: our identity first, no identifier, so that Shopify can only create or refuse. */
export function createInput(group: ClaimedGroup, rows: readonly ClaimedRow[]): ProductSetInput {
  const { product } = group;
  const files = productFiles(product, rows);
  const alts = new Map(files.map((file) => [file.originalSource, file]));
  return {
    title: product.title,
    handle: product.handle,
    descriptionHtml: product.descriptionHtml,
    ...(product.vendor === "" ? {} : { vendor: product.vendor }),
    productType: product.productTypeName,
    tags: product.tags,
    status: product.status,
    ...(product.seoTitle === null && product.seoDescription === null
      ? {}
      : { seo: { title: product.seoTitle, description: product.seoDescription } }),
    ...(product.taxonomyCategoryId === null ? {} : { category: product.taxonomyCategoryId }),
    ...(product.collectionIds.length === 0 ? {} : { collections: product.collectionIds }),
    metafields: [
      { namespace: IDENTITY.namespace, key: IDENTITY.key, type: IDENTITY.type, value: group.productId },
      ...product.metafields,
    ],
    productOptions: usedOptions(
      product,
      rows.map((row) => row.variant),
    ),
    variants: rows.map(({ variant, stock }, index) => ({
      optionValues: optionValues(product, variant),
      position: index + 1,
      ...(variant.sku === null ? {} : { sku: variant.sku }),
      ...commonVariantFields(variant),
      inventoryItem: inventoryItem(variant),
      ...(variant.imageUrl === null ? {} : { file: alts.get(variant.imageUrl) ?? fileOf(variant.imageUrl) }),
      ...(stock.length === 0 ? {} : { inventoryQuantities: stock.map((level) => ({ ...level, name: "available" })) }),
    })),
    ...(files.length === 0 ? {} : { files }),
  };
}

const skuItem = (variant: VariantSnapshot): InventoryItemInput => ({
  ...inventoryItem(variant),
  ...(variant.sku === null ? {} : { sku: variant.sku }),
});

/** The input of variants that are added to an existing product, whose media are known by the address they came from. */
export const addInput = (
  product: ProductSnapshot,
  rows: readonly ClaimedRow[],
  media: ReadonlyMap<string, string>,
): ProductVariantsBulkInput[] =>
  rows.map(({ variant, stock }) => ({
    optionValues: optionValues(product, variant),
    ...commonVariantFields(variant),
    inventoryItem: skuItem(variant),
    ...imageOf(variant, media),
    ...(stock.length === 0
      ? {}
      : {
          inventoryQuantities: stock.map((level) => ({
            locationId: level.locationId,
            availableQuantity: level.quantity,
          })),
        }),
  }));

function imageOf({ imageUrl }: VariantSnapshot, media: ReadonlyMap<string, string>) {
  if (imageUrl === null) return {};
  const mediaId = media.get(imageUrl);
  return mediaId === undefined ? { mediaSrc: [imageUrl] } : { mediaId };
}

/** The images that added variants name and the product does not have yet; Shopify wants them beside the variants. */
export const addedMedia = (rows: readonly ClaimedRow[], media: ReadonlyMap<string, string>): CreateMediaInput[] =>
  [...new Set(rows.flatMap(({ variant }) => variant.imageUrl ?? []))]
    .filter((originalSource) => !media.has(originalSource))
    .map((originalSource) => ({ originalSource, mediaContentType: "IMAGE" }));

export interface UpdatedVariant {
  row: ClaimedRow;
  changes: VariantChanges;
}

/** The input of variants that Shopify has already, by the names that it accepted for the product's options. */
export const updateInput = (
  product: ProductSnapshot,
  updated: readonly UpdatedVariant[],
  media: ReadonlyMap<string, string>,
): ProductVariantsBulkInput[] =>
  updated.map(({ row: { variant, link }, changes }) => ({
    id: link?.shopifyVariantId ?? "",
    ...changes.input,
    ...(changes.sendsOptionValues ? { optionValues: optionValues(product, variant) } : {}),
    ...(changes.sendsImage ? imageOf(variant, media) : {}),
  }));
