import { topLevelError } from "../../graphql/errors.ts";
import type { ProductSetInput } from "../../graphql/inputs.ts";
import type { Mutable, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";
import { handleFrom } from "./handles.ts";

/** The fields that `productSet`, `productCreate` and `productUpdate` have in common. */
export type ProductFieldsInput = Pick<
  ProductSetInput,
  | "title"
  | "handle"
  | "descriptionHtml"
  | "vendor"
  | "productType"
  | "tags"
  | "status"
  | "templateSuffix"
  | "seo"
  | "category"
  | "giftCard"
  | "giftCardTemplateSuffix"
  | "requiresSellingPlan"
>;

const maximumTextLength = 255;

/** A product with nothing in it yet; it is not in the shop before it is committed. */
export function blankProduct(shop: ShopState): Mutable<ProductRecord> {
  const nowMs = shop.nowMs();
  return {
    kind: "Product",
    id: shop.environment.ids.product.next(),
    title: "",
    handle: "",
    descriptionHtml: "",
    vendor: shop.name,
    productType: "",
    tags: [],
    status: "ACTIVE",
    templateSuffix: null,
    seoTitle: null,
    seoDescription: null,
    categoryId: null,
    isGiftCard: false,
    giftCardTemplateSuffix: null,
    requiresSellingPlan: false,
    options: [],
    variants: [],
    metafields: [],
    media: [],
    collectionIds: [],
    publicationIds: [],
    publishedAtMs: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/**
 * Writes the plain fields of an input onto a draft. What the input leaves out stays.
 *
 * Recorded: product-update-parity, product-update-input-length-validation (texts and their limits).
 */
export function applyProductFields(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  input: ProductFieldsInput,
  existing: ProductRecord | null,
  refusals: Refusals,
): void {
  if (input.title !== undefined || !existing) {
    const title = (input.title ?? "").trim();
    if (title === "") refusals.add(["title"], "Title can't be blank", "INVALID_PRODUCT");
    checkLength(refusals, "title", "Title", title);
    draft.title = title;
  }
  if (input.vendor !== undefined) draft.vendor = input.vendor ?? shop.name;
  checkLength(refusals, "vendor", "Vendor", draft.vendor);
  if (input.productType !== undefined) draft.productType = input.productType ?? "";
  checkLength(refusals, "productType", "Product type", draft.productType);
  if (!refusals.hasCodes) checkLength(refusals, "customProductType", "Custom product type", draft.productType);
  if (input.descriptionHtml !== undefined) draft.descriptionHtml = input.descriptionHtml ?? "";
  if (input.tags !== undefined) draft.tags = normalizeTags(input.tags ?? [], refusals);
  if (input.status) draft.status = input.status;
  if (input.templateSuffix !== undefined) draft.templateSuffix = input.templateSuffix ?? null;
  if (input.category !== undefined) draft.categoryId = readCategory(input.category ?? null);
  if (input.requiresSellingPlan !== undefined) draft.requiresSellingPlan = input.requiresSellingPlan === true;
  if (!existing && input.giftCard) draft.isGiftCard = true;
  if (input.giftCardTemplateSuffix !== undefined) draft.giftCardTemplateSuffix = input.giftCardTemplateSuffix ?? null;
  if (input.seo) {
    if (input.seo.title !== undefined) draft.seoTitle = input.seo.title ?? null;
    if (input.seo.description !== undefined) draft.seoDescription = input.seo.description ?? null;
  }
  applyHandle(shop, draft, input, existing, refusals);
}

/**
 * Which categories there are is not kept, only how their ids are made. Recorded: productCreate-category-parity.
 *
 * @throws GraphQLError INVALID_PRODUCT_TAXONOMY_NODE_ID
 */
function readCategory(id: string | null): string | null {
  if (id === null || /^gid:\/\/shopify\/TaxonomyCategory\/[a-z]{2}(-\d+)*$/.test(id)) return id;
  throw topLevelError("Invalid product_taxonomy_node_id", "INVALID_PRODUCT_TAXONOMY_NODE_ID");
}

/** A handle that is asked for must be free; one made from the title gets a number when it is taken. */
function applyHandle(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  input: ProductFieldsInput,
  existing: ProductRecord | null,
  refusals: Refusals,
): void {
  if (input.handle) {
    if (input.handle.length > maximumTextLength) {
      refusals.add(["handle"], "Handle is too long (maximum is 255 characters)", "INVALID_PRODUCT");
      return;
    }
    const handle = handleFrom(input.handle);
    const holder = shop.catalog.productOfHandle(handle);
    if (holder && holder.id !== draft.id) {
      const message = `Handle '${handle}' already in use. Please provide a new handle.`;
      // Recorded: product-update-parity names the argument here, though nowhere else.
      refusals.add(refusals.hasCodes ? ["handle"] : ["input", "handle"], message, "HANDLE_NOT_UNIQUE");
    }
    draft.handle = handle;
  } else if (!existing && refusals.isEmpty) {
    draft.handle = shop.catalog.freeHandle(handleFrom(draft.title));
  }
}

/** Recorded: product-update-tag-normalization (trimmed, unique whatever the case, sorted). */
function normalizeTags(tags: readonly string[], refusals: Refusals): string[] {
  const byFolded = new Map<string, string>();
  for (const tag of tags) {
    const trimmed = tag.trim();
    if (trimmed.length > maximumTextLength) {
      refusals.add(["tags"], "Product tags is invalid", "INVALID_PRODUCT");
      return [];
    }
    const folded = trimmed.toLowerCase();
    if (trimmed !== "" && !byFolded.has(folded)) byFolded.set(folded, trimmed);
  }
  return [...byFolded.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}

function checkLength(refusals: Refusals, field: string, label: string, text: string): void {
  if (text.length <= maximumTextLength) return;
  refusals.add([field], `${label} is too long (maximum is 255 characters)`, "INVALID_PRODUCT");
}
