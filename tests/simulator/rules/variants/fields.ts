import { userError } from "../../graphql/errors.ts";
import type { InventoryItemInput, MetafieldInput } from "../../graphql/inputs.ts";
import type { InventoryItemRecord, Mutable, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { applyMetafieldList } from "../metafields/metafield-list.ts";
import type { Refusals } from "../refusals.ts";
import type { VariantDialect } from "./dialects.ts";

/** What every mutation may say of a variant, apart from its options, stock and file. */
export interface VariantFieldsInput {
  barcode?: string | null;
  compareAtPrice?: string | number | null;
  inventoryItem?: InventoryItemInput | null;
  inventoryPolicy?: "CONTINUE" | "DENY" | null;
  metafields?: MetafieldInput[] | null;
  price?: string | number | null;
  /** Only `productSet` has it here; elsewhere it is in `inventoryItem`. */
  sku?: string | null;
  taxCode?: string | null;
  taxable?: boolean | null;
}

const amountLimit = 1e18;

export function blankVariant(shop: ShopState, productId: number): Mutable<VariantRecord> {
  const { ids } = shop.environment;
  const nowMs = shop.nowMs();
  const id = ids.variant.next();
  return {
    kind: "ProductVariant",
    id,
    productId,
    values: [],
    sku: null,
    barcode: null,
    price: "0.00",
    compareAtPrice: null,
    taxable: true,
    taxCode: null,
    inventoryPolicy: "DENY",
    metafields: [],
    mediaId: null,
    item: {
      kind: "InventoryItem",
      id: ids.item.next(),
      variantId: id,
      tracked: false,
      requiresShipping: true,
      cost: null,
      countryCodeOfOrigin: null,
      harmonizedSystemCode: null,
      provinceCodeOfOrigin: null,
      weightValue: 0,
      weightUnit: "KILOGRAMS",
      levels: [],
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** Writes the plain fields of one variant's input onto a draft; what the input leaves out stays. `path` leads to the variant. */
export function applyVariantFields(
  shop: ShopState,
  draft: Mutable<VariantRecord>,
  input: VariantFieldsInput,
  path: readonly (string | number)[],
  dialect: VariantDialect,
  refusals: Refusals,
  metafieldMode: "declarative" | "merge",
): void {
  if (input.compareAtPrice !== undefined) {
    const amount = readAmount(input.compareAtPrice);
    if (amount !== null && amount >= amountLimit) {
      refusals.add([...path, "compareAtPrice"], "must be less than 1000000000000000000", dialect.amountTooHigh);
    } else if (amount !== null && amount < 0) {
      refusals.add([...path, "compareAtPrice"], "must be greater than or equal to 0", dialect.priceTooLow);
    } else draft.compareAtPrice = amount === null ? null : amount.toFixed(2);
  }
  if (input.price !== undefined && input.price !== null) {
    const amount = readAmount(input.price) ?? 0;
    if (amount < 0) {
      refusals.add([...path, "price"], "Price must be greater than or equal to 0", dialect.priceTooLow);
    } else if (amount >= amountLimit) {
      refusals.add([...path, "price"], "Price must be less than 1000000000000000000", dialect.amountTooHigh);
    } else draft.price = amount.toFixed(2);
  }
  if (input.barcode !== undefined) draft.barcode = input.barcode || null;
  if (input.inventoryPolicy) draft.inventoryPolicy = input.inventoryPolicy;
  if (input.taxable !== undefined && input.taxable !== null) draft.taxable = input.taxable;
  if (input.taxCode !== undefined) draft.taxCode = input.taxCode || null;
  const sku = input.sku !== undefined ? input.sku : input.inventoryItem?.sku;
  if (sku !== undefined) draft.sku = sku || null;
  if ((draft.sku?.length ?? 0) > 255) {
    refusals.add([...path, "sku"], "SKU is too long (maximum is 255 characters)", dialect.invalid);
  }
  if ((draft.barcode?.length ?? 0) > 255) {
    refusals.add([...path, "barcode"], "Barcode is too long (maximum is 255 characters)", dialect.invalid);
  }
  if (input.inventoryItem) applyItemFields(draft, input.inventoryItem, path, dialect, refusals);
  if (input.metafields) {
    draft.metafields = applyMetafieldList(shop, "PRODUCTVARIANT", draft, input.metafields, metafieldMode, {
      path: [...path, "metafields"],
      code: dialect.metafield,
      refusals,
    });
  }
}

function applyItemFields(
  draft: Mutable<VariantRecord>,
  input: InventoryItemInput,
  path: readonly (string | number)[],
  dialect: VariantDialect,
  refusals: Refusals,
): void {
  const item: InventoryItemRecord = { ...draft.item };
  if (input.cost !== undefined) {
    const cost = readAmount(input.cost);
    const field = [...path, "inventoryItem", "cost"];
    const fault = findCostFault(cost);
    if (fault !== null) {
      const code = cost !== null && cost < 0 ? dialect.costTooLow : dialect.amountTooHigh;
      if (dialect.tellsCostTwice) refusals.errors.push(userError([...path], fault, null));
      refusals.add(field, `Cost per item ${fault}`, code);
    } else item.cost = cost === null ? null : cost.toFixed(2);
  }
  if (input.tracked !== undefined && input.tracked !== null) item.tracked = input.tracked;
  if (input.requiresShipping !== undefined && input.requiresShipping !== null) {
    item.requiresShipping = input.requiresShipping;
  }
  if (input.countryCodeOfOrigin !== undefined) item.countryCodeOfOrigin = input.countryCodeOfOrigin ?? null;
  if (input.provinceCodeOfOrigin !== undefined) item.provinceCodeOfOrigin = input.provinceCodeOfOrigin ?? null;
  if (input.harmonizedSystemCode !== undefined) item.harmonizedSystemCode = input.harmonizedSystemCode ?? null;
  const weight = input.measurement?.weight;
  if (weight) {
    if (weight.value < 0) {
      const field = [...path, "inventoryItem", "measurement", "weight", "value"];
      refusals.add(field, "Weight must be greater than or equal to 0", dialect.invalid);
    }
    item.weightValue = weight.value;
    item.weightUnit = weight.unit;
  }
  draft.item = item;
}

function findCostFault(cost: number | null): string | null {
  if (cost !== null && cost < 0) return "must be greater than or equal to 0";
  return cost !== null && cost >= amountLimit ? "must be less than 1000000000000000000" : null;
}

function readAmount(amount: string | number | null | undefined): number | null {
  return amount === null || amount === undefined || amount === "" ? null : Number(amount);
}
