import type { ProductFilter } from "#app/domain/catalog/product-filter.ts";

/** The search parameters of the approvals page for a filter. No status there means PENDING, so "all" is said. */
export function writeProductFilter({ approvalStatus, ...conditions }: ProductFilter): URLSearchParams {
  const written = new URLSearchParams();
  if (approvalStatus !== "PENDING") written.set("approvalStatus", approvalStatus ?? "ALL");
  for (const [name, value] of Object.entries(conditions)) if (value !== undefined) written.set(name, value);
  return written;
}
