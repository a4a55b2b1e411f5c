import type { ShopState } from "../state/shop.ts";
import type { UserError } from "./errors.ts";

/** What Shopify says of a search that it did not fully understand. Recorded: bulk-operations-read-arg-validation. */
export interface SearchNote {
  path: string[];
  query: string;
  parsed: object;
  warnings: { field: string; message: string; code: "invalid_field" | "invalid_value" }[];
}

/** One request while it is executed; the context of every resolver. */
export interface AdminRequest {
  readonly shop: ShopState;
  readonly requestId: string;
  /** Scopes of the token that the request came with. */
  readonly scopes: readonly string[];
  /** Requested cost of the whole request; 0 for a line of a bulk operation. */
  readonly costPoints: number;
  /** Idempotency keys whose first request was on its way when this one arrived. */
  readonly busyKeys: ReadonlySet<string>;
  /** A fault: mutations are refused with this userError instead of being applied. */
  readonly forcedUserError: UserError | null;
  /** Warnings about searches, for the answer's extensions. */
  readonly searchNotes?: SearchNote[];
  /** The bulk operation that a line belongs to. */
  readonly bulkOperationGid?: string;
}
