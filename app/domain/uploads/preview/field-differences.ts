import type { ProductSnapshot, VariantSnapshot } from "../internal/snapshot.ts";
import { decideSending, modeOf, type FieldModes, type ProductField, type VariantField } from "../field-modes.ts";
import type { FieldDifference } from "./preview-item.ts";

/** How much of a long value is shown. */
const SHOWN_CHARACTERS = 300;

/** As much of the content as somebody knows. */
type PartOf<Content> = { [Key in keyof Content]?: Content[Key] | undefined };

type Values<Content> = (content: PartOf<Content>) => readonly unknown[];

/** What of the content a field stands for. A field whose value the shop is not asked for is compared with what it accepted. */
const PRODUCT_VALUES: Record<ProductField, Values<ProductSnapshot>> = {
  title: ({ title }) => [title],
  description: ({ descriptionHtml }) => [descriptionHtml],
  tags: ({ tags }) => [tags && [...tags].sort()],
  images: ({ images }) => [images?.map((image) => image.url)],
  handle: ({ handle }) => [handle],
  vendor: ({ vendor }) => [vendor],
  productType: ({ productTypeName }) => [productTypeName],
  status: ({ status }) => [status],
  seo: ({ seoTitle, seoDescription }) => [seoTitle, seoDescription],
  category: ({ taxonomyCategoryId }) => [taxonomyCategoryId],
  collections: ({ collectionIds }) => [collectionIds],
  metafields: ({ metafields }) => [metafields?.map(({ namespace, key, value }) => `${namespace}.${key}: ${value}`)],
};

/** Shopify shows money with two decimals whatever was sent. */
const amount = (text: string | null | undefined): string | null | undefined =>
  text === null || text === undefined ? text : String(Number(text));

const VARIANT_VALUES: Record<VariantField, Values<VariantSnapshot>> = {
  price: ({ price, compareAtPrice }) => [amount(price), amount(compareAtPrice)],
  sku: ({ sku }) => [sku],
  barcode: ({ barcode }) => [barcode],
  options: ({ optionValues }) => [optionValues],
  weight: ({ weightGrams }) => [weightGrams],
  variantImage: ({ imageUrl }) => [imageUrl],
  cost: ({ cost }) => [amount(cost)],
  tracked: ({ isTracked }) => [isTracked],
  requiresShipping: ({ requiresShipping }) => [requiresShipping],
  taxable: ({ isTaxable }) => [isTaxable],
  inventoryPolicy: ({ inventoryPolicy }) => [inventoryPolicy],
  hsCode: ({ hsCode }) => [hsCode],
  countryOfOrigin: ({ countryOfOrigin }) => [countryOfOrigin],
};

/** Without a value they are left out of what is sent: the shop's default, or its own value, is not a difference. */
const UNSENT_WHEN_EMPTY: ReadonlySet<string> = new Set<ProductField | VariantField>([
  "vendor",
  "images",
  "category",
  "collections",
  "metafields",
  "sku",
  "weight",
  "variantImage",
  "cost",
  "hsCode",
  "countryOfOrigin",
]);

interface Sides<Content> {
  catalog: Content;
  /** What the shop accepted last; null when nobody knows. */
  accepted: PartOf<Content> | null;
  /** What it shows; null when it could not be read. */
  shop: PartOf<Content> | null;
}

/** Where the catalog's product and the shop's differ, and what an upload would do about it. */
export const productDifferences = (sides: Sides<ProductSnapshot>) =>
  differences(sides, PRODUCT_VALUES, sides.catalog.route.fieldModes, null);

/** The same of one variant. */
export const variantDifferences = (sides: Sides<VariantSnapshot>, modes: FieldModes, variantId: string) =>
  differences(sides, VARIANT_VALUES, modes, variantId);

function differences<Content, Field extends ProductField | VariantField>(
  { catalog, accepted, shop }: Sides<Content>,
  table: Record<Field, Values<Content>>,
  modes: FieldModes,
  variantId: string | null,
): FieldDifference[] {
  return fieldsOf(table).flatMap((field) => {
    const ours = table[field](catalog);
    const last = known(accepted === null ? null : table[field](accepted));
    const shown = known(shop === null ? null : table[field](shop)) ?? last;
    const state = {
      mode: modeOf(modes, field),
      isAccepted: last !== null && isSame(ours, last),
      isUnedited: last !== null && shown !== null && isSame(last, shown),
      isShown: shown !== null && isSame(ours, shown),
    };
    if (state.isShown || (isEmpty(ours) && (shown === null || UNSENT_WHEN_EMPTY.has(field)))) return [];
    return [
      {
        field,
        variantId,
        shop: inWords(shown),
        accepted: inWords(last),
        catalog: inWords(ours),
        isSent: decideSending(state),
        isEditedInShop: last !== null && !state.isUnedited,
      },
    ];
  });
}

const fieldsOf = <Field extends string>(table: Record<Field, unknown>): Field[] =>
  Object.keys(table).filter((name): name is Field => Object.hasOwn(table, name));

/** Content without the value says nothing of the field. */
const known = (values: readonly unknown[] | null): readonly unknown[] | null =>
  values?.every((value) => value === undefined) === true ? null : values;

/** Shopify keeps no empty text: none and an empty one are the same to it. */
const plain = (values: readonly unknown[]): string =>
  JSON.stringify(values.map((value) => (value === "" ? null : (value ?? null))));

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean => plain(one) === plain(other);

const isEmpty = (values: readonly unknown[]): boolean =>
  values.every(
    (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
  );

function inWords(values: readonly unknown[] | null): string | null {
  if (values === null || isEmpty(values)) return null;
  const text = values
    .filter((value) => value !== null && value !== undefined && value !== "")
    .map((value) => (Array.isArray(value) ? value.join(", ") : String(value)))
    .join(" / ");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 3)}...` : text;
}
