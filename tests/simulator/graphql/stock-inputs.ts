/* Input types about stock and locations, as the Admin schema 2026-10 spells them. */

export interface InventorySetQuantitiesInput {
  name: string;
  quantities: InventoryQuantityInput[];
  reason: string;
  referenceDocumentUri?: string | null;
}

export interface InventoryQuantityInput {
  changeFromQuantity?: number | null;
  inventoryItemId: string;
  locationId: string;
  quantity: number;
}

export interface LocationAddressInput {
  address1?: string | null;
  address2?: string | null;
  city?: string | null;
  countryCode?: string | null;
  phone?: string | null;
  provinceCode?: string | null;
  zip?: string | null;
}

export interface InventoryAdjustQuantitiesInput {
  changes: InventoryChangeInput[];
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
}

export interface InventoryChangeInput {
  changeFromQuantity?: number | null;
  delta: number;
  inventoryItemId: string;
  ledgerDocumentUri?: string | null;
  locationId: string;
}
