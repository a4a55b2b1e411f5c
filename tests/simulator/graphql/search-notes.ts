/** What Shopify says of a search that it did not fully understand. Recorded: bulk-operations-read-arg-validation. */
export interface SearchNote {
  path: string[];
  query: string;
  parsed: object;
  warnings: { field: string; message: string; code: "invalid_field" | "invalid_value" }[];
}
