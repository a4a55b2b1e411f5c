import type { ProductDrift } from "#app/domain/inventory/queries/summarize-product-drift.server.ts";
import type { ProductUploadState } from "#app/domain/uploads/queries/find-product-upload-state.server.ts";

/** A value as JSON carries it: times are ISO texts. */
type AsJson<Value> = Value extends Date
  ? string
  : Value extends object
    ? { [Key in keyof Value]: AsJson<Value[Key]> }
    : Value;

/** Why nothing moves in the store at present, whatever is asked. */
export type StoreHold = "paused" | "reconnect" | "no-answer";

interface Shown {
  storeName: string;
  hold: StoreHold | null;
  /** Null: this product of the shop is no product of the catalog. */
  state: ProductUploadState | null;
  drift: ProductDrift | null;
}

/** What the block on Shopify's product page is told. */
export type ProductBlockAnswer = AsJson<Shown>;

/** What it is told after "upload again". */
export interface UploadAgainAnswer {
  batchId: string;
  /**
   * Variants that are on their way; 0: the shop has all of it already, or it is under way in another batch. Null while a
   * job still finds out, as with a product of very many variants.
   */
  variants: number | null;
}
