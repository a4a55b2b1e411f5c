export const errorCategories = ["API_LIMIT", "VALIDATION", "DUPLICATE", "NETWORK", "SHOPIFY_ERROR", "UNKNOWN"] as const;
export type ErrorCategory = (typeof errorCategories)[number];

/** Why a row failed, as it is stored on the row. */
export interface RowFailure {
  category: ErrorCategory;
  /** Stable: Shopify's code in lower case behind `shopify.`, or the app's own. */
  code: string;
  message: string;
  field: string | null;
}

export interface UserError {
  code?: string | null;
  field?: readonly string[] | null;
  message: string;
}
