import type { UploadSkipReason } from "@prisma/client";
import type { FieldName } from "../field-modes.ts";
import type { Finding } from "../preflight/finding.ts";

/**
 * What an upload would do with one product in one store. `conflict`: something has to be decided by a person first, a
 * finding that is an error, a handle or sku of somebody else's, or an edit of the shop that would be overwritten.
 */
export type PreviewAction = "create" | "update" | "no-change" | "conflict";

/** One value that differs between the catalog and the shop. */
export interface FieldDifference {
  field: FieldName;
  variantId: string | null;
  /** What the shop shows; what it accepted last when it could not be read. */
  shop: string | null;
  /** What the shop accepted last; null when that is not known. */
  accepted: string | null;
  catalog: string | null;
  /** False: the shop's value stays, by the route's field modes. */
  isSent: boolean;
  /** Somebody changed it in the shop since. */
  isEditedInShop: boolean;
}

export interface PreviewItem {
  productId: string;
  title: string;
  /** Null: no route brings the product to a store, or it is of a type that is never uploaded. */
  store: { id: string; name: string } | null;
  action: PreviewAction;
  /** Why nothing would be sent. */
  skipReason: UploadSkipReason | null;
  /** Why it is a conflict, in words. */
  conflicts: string[];
  variants: { created: number; updated: number; unchanged: number };
  differences: FieldDifference[];
  findings: Finding[];
  /** What the upload would cost. */
  points: number;
}
