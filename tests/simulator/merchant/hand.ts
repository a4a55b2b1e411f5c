import { applyInitialStock } from "../rules/inventory/initial-stock.ts";
import { setAvailable } from "../rules/inventory/inventory-set-quantities.ts";
import { applyMetafieldList } from "../rules/metafields/metafield-list.ts";
import { commitDeletion, commitProduct } from "../rules/products/commit.ts";
import { applyProductFields, blankProduct, type ProductFieldsInput } from "../rules/products/fields.ts";
import { acceptFile, isAcceptedSource } from "../rules/products/files.ts";
import { applyStandaloneVariant } from "../rules/products/variant-list.ts";
import { Refusals } from "../rules/refusals.ts";
import { bulkCreateDialect } from "../rules/variants/dialects.ts";
import { applyVariantFields, blankVariant, type VariantFieldsInput } from "../rules/variants/fields.ts";
import { OptionBook } from "../rules/variants/option-values.ts";
import { combinationOf } from "../rules/variants/titles.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { Mutable, ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { tellOfProductOf } from "../webhooks/tell-product.ts";
import { CollectionsHand } from "./collections-hand.ts";
import { LocationsHand } from "./locations-hand.ts";
import { SettingsHand } from "./settings-hand.ts";

const writer = { operation: "merchant", requestId: "merchant", costPoints: 0 };

export type ProductEdit = Omit<ProductFieldsInput, "giftCard">;

export interface NewVariant extends VariantFieldsInput {
  /** One value name for each option of the product, in the options' order. */
  optionValues: readonly string[];
}

/** The merchant, who works in the shop's admin beside the app. Webhooks follow as from any write. */
export class MerchantHand {
  readonly collections: CollectionsHand;
  readonly locations: LocationsHand;
  readonly settings: SettingsHand;
  readonly #shop: ShopState;

  constructor(shop: ShopState) {
    this.#shop = shop;
    this.collections = new CollectionsHand(shop);
    this.locations = new LocationsHand(shop);
    this.settings = new SettingsHand(shop);
  }

  /** Makes a product of the merchant's own, without options; answers its gid. @throws Error as in the admin. */
  createProduct(edit: ProductEdit & { title: string }): string {
    this.#startAction();
    const draft = blankProduct(this.#shop);
    const refusals = new Refusals([], false);
    applyProductFields(this.#shop, draft, edit, null, refusals);
    applyStandaloneVariant(this.#shop, draft);
    throwRefused(refusals);
    commitProduct(this.#shop, draft, "product-created", 1, writer);
    return gid("Product", draft.id);
  }

  /** Changes fields of a product. @throws Error with Shopify's sentence when a field is refused. */
  editProduct(productGid: string, edit: ProductEdit): void {
    this.#startAction();
    const product = this.#product(productGid);
    const draft = this.#draft(product);
    const refusals = new Refusals([], false);
    applyProductFields(this.#shop, draft, edit, product, refusals);
    throwRefused(refusals);
    commitProduct(this.#shop, draft, "product-updated", 0, writer);
  }

  deleteProduct(productGid: string): void {
    this.#startAction();
    commitDeletion(this.#shop, this.#product(productGid), writer);
  }

  /** Adds a variant; option values are named in the options' order. Answers its gid. */
  addVariant(productGid: string, input: NewVariant): string {
    this.#startAction();
    const product = this.#product(productGid);
    const draft = this.#draft(product);
    const refusals = new Refusals([], false);
    const book = new OptionBook(this.#shop, product.options);
    const variant = blankVariant(this.#shop, product.id);
    const chosen = input.optionValues.map((name, place) => ({
      optionName: product.options[place]?.name ?? null,
      name,
    }));
    const values = book.read(chosen, [], bulkCreateDialect, "make", refusals);
    throwRefused(refusals);
    variant.values = values ?? [];
    if (product.variants.some((other) => combinationOf(other.values) === combinationOf(variant.values))) {
      throw new Error(`The variant '${input.optionValues.join(" / ")}' already exists.`);
    }
    applyVariantFields(this.#shop, variant, input, [], bulkCreateDialect, refusals, "merge");
    applyInitialStock(this.#shop, variant, [], [], bulkCreateDialect, refusals);
    throwRefused(refusals);
    draft.options = book.options();
    draft.variants = [...product.variants, variant];
    commitProduct(this.#shop, draft, "variants-created", 1, writer);
    return gid("ProductVariant", variant.id);
  }

  /** Changes fields of a variant (price, sku, barcode, ...). */
  editVariant(variantGid: string, edit: VariantFieldsInput): void {
    this.#startAction();
    const variant = this.#variant(variantGid);
    const refusals = new Refusals([], false);
    const changed: Mutable<VariantRecord> = { ...variant, updatedAtMs: this.#shop.nowMs() };
    applyVariantFields(this.#shop, changed, edit, [], bulkCreateDialect, refusals, "merge");
    throwRefused(refusals);
    const draft = this.#draft(this.#product(gid("Product", variant.productId)));
    draft.variants = draft.variants.map((other) => (other.id === variant.id ? changed : other));
    commitProduct(this.#shop, draft, "variants-updated", 1, writer);
  }

  /** Renames the value that a variant of a product with one option has; others that have it are renamed with it. */
  renameValue(variantGid: string, name: string): void {
    this.#startAction();
    const variant = this.#variant(variantGid);
    const [value] = variant.values;
    const draft = this.#draft(this.#product(gid("Product", variant.productId)));
    const rename = <Value extends { id: number; name: string }>(one: Value): Value =>
      one.id === value?.id ? { ...one, name } : one;
    draft.options = draft.options.map((option) => ({ ...option, values: option.values.map(rename) }));
    draft.variants = draft.variants.map((one) => ({ ...one, values: one.values.map(rename) }));
    commitProduct(this.#shop, draft, "variants-updated", 1, writer);
  }

  /** Deletes a variant; the last one of a product cannot go. */
  deleteVariant(variantGid: string): void {
    this.#startAction();
    const variant = this.#variant(variantGid);
    const draft = this.#draft(this.#product(gid("Product", variant.productId)));
    if (draft.variants.length === 1) throw new Error("A product keeps at least one variant: delete the product.");
    draft.variants = draft.variants.filter((other) => other.id !== variant.id);
    commitProduct(this.#shop, draft, "variants-deleted", 1, writer);
  }

  setMetafield(productGid: string, field: { namespace: string; key: string; type: string; value: string }): void {
    this.#startAction();
    const draft = this.#draft(this.#product(productGid));
    const refusals = new Refusals([], false);
    const report = { path: [], code: "", refusals };
    draft.metafields = applyMetafieldList(this.#shop, "PRODUCT", draft, [field], "merge", report);
    throwRefused(refusals);
    commitProduct(this.#shop, draft, "product-updated", 0, writer);
  }

  deleteMetafield(productGid: string, name: { namespace: string; key: string }): void {
    this.#startAction();
    const draft = this.#draft(this.#product(productGid));
    draft.metafields = draft.metafields.filter((field) => field.namespace !== name.namespace || field.key !== name.key);
    commitProduct(this.#shop, draft, "product-updated", 0, writer);
  }

  addImage(productGid: string, source: string, alt = ""): void {
    this.#startAction();
    if (!isAcceptedSource(source)) throw new Error("Image URL is invalid");
    const draft = this.#draft(this.#product(productGid));
    draft.media = [...draft.media, acceptFile(this.#shop, source, alt, "IMAGE")];
    commitProduct(this.#shop, draft, "product-updated", 0, writer);
  }

  deleteImage(productGid: string, mediaGid: string): void {
    this.#startAction();
    const draft = this.#draft(this.#product(productGid));
    const mediaId = idOfKind("MediaImage", mediaGid);
    draft.media = draft.media.filter((file) => file.id !== mediaId);
    draft.variants = draft.variants.map((one) => (one.mediaId === mediaId ? { ...one, mediaId: null } : one));
    commitProduct(this.#shop, draft, "product-updated", 0, writer);
  }

  /** Sets what is available of a variant, at its first location unless one is named. */
  setStock(variantGid: string, available: number, locationGid?: string): void {
    this.#startAction();
    const variant = this.#variant(variantGid);
    setAvailable(this.#shop, variant.item, this.#locationId(locationGid), available);
  }

  /** Sells `quantity` of a variant: that many fewer are available, and committed until they ship. */
  placeOrder(variantGid: string, quantity: number, locationGid?: string): void {
    this.#startAction();
    if (!Number.isInteger(quantity) || quantity < 1) throw new Error(`An order of ${quantity} is no order.`);
    const { item, inventoryPolicy } = this.#variant(variantGid);
    const locationId = this.#locationId(locationGid);
    const level = item.levels.find((candidate) => candidate.locationId === locationId);
    const available = level?.available ?? 0;
    if (item.tracked && inventoryPolicy === "DENY" && available < quantity) {
      throw new Error(`Only ${available} are available, ${quantity} were ordered.`);
    }
    if (item.tracked) setAvailable(this.#shop, item, locationId, available - quantity).committed += quantity;
    tellOfProductOf(this.#shop, item);
  }

  /** Takes a variant off a location: it is not stocked there any more. */
  disconnectStock(variantGid: string, locationGid: string): void {
    this.#startAction();
    const { item } = this.#variant(variantGid);
    const locationId = this.#locationId(locationGid);
    const active = item.levels.filter((candidate) => !candidate.isInactive);
    const level = active.find((candidate) => candidate.locationId === locationId);
    if (!level) throw new Error(`${variantGid} is not stocked at ${locationGid}.`);
    if (active.length === 1) throw new Error("A variant stays stocked at one location at least.");
    level.isInactive = true;
    const body = { inventory_item_id: item.id, location_id: locationId };
    this.#shop.environment.webhooks.emit(this.#shop.domain, "inventory_levels/disconnect", () => body);
  }

  #startAction(): void {
    this.#shop.environment.webhooks.startAction();
  }

  #product(productGid: string): ProductRecord {
    const product = this.#shop.catalog.product(idOfKind("Product", productGid));
    if (!product) throw new Error(`There is no product ${productGid} in ${this.#shop.domain}.`);
    return product;
  }

  #variant(variantGid: string): VariantRecord {
    const variant = this.#shop.catalog.variant(idOfKind("ProductVariant", variantGid));
    if (!variant) throw new Error(`There is no variant ${variantGid} in ${this.#shop.domain}.`);
    return variant;
  }

  #draft(product: ProductRecord): Mutable<ProductRecord> {
    return { ...product, updatedAtMs: this.#shop.nowMs() };
  }

  #locationId(locationGid: string | undefined): number {
    const location =
      locationGid === undefined ? this.#shop.locations[0] : this.#shop.location(idOfKind("Location", locationGid));
    if (!location) throw new Error(`There is no location ${locationGid ?? ""} in ${this.#shop.domain}.`);
    return location.id;
  }
}

function throwRefused(refusals: Refusals): void {
  const [first] = refusals.errors;
  if (first) throw new Error(first.message);
}
