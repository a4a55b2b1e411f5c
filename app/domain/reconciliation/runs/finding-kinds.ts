import type { DeletedProductRule, ReconciliationFindingKind, ReconciliationFindingState } from "@prisma/client";

export const FINDING_KINDS = [
  "VARIANT_RELINKED",
  "INVENTORY_ITEM_CHANGED",
  "VARIANT_GONE",
  "VARIANT_BACK",
  "HANDLE_CHANGED",
  "PRODUCT_GONE",
  "PRODUCT_BACK",
  "PRODUCT_RELINKED",
  "AMBIGUOUS_VARIANTS",
  "UNKNOWN_PRODUCT",
  "DUPLICATE_IDENTITY",
  "IDENTITY_MISSING",
] as const satisfies readonly ReconciliationFindingKind[];

export const FINDING_STATES = [
  "REPAIRED",
  "OPEN",
  "RESOLVED",
  "DISMISSED",
] as const satisfies readonly ReconciliationFindingState[];

export const DELETED_PRODUCT_RULES = ["CREATE_ANEW", "ASK"] as const satisfies readonly DeletedProductRule[];
