import type { ProductFilter } from "#app/domain/catalog/product-filter.ts";

/** Why a list of products is empty, and what would change that. */
export function emptyNoteFor({ approvalStatus, ...conditions }: ProductFilter): { title: string; message: string } {
  if (Object.values(conditions).some((value) => value !== undefined))
    return { title: "No product matches", message: "Change the search or the filters, or choose another tab." };
  switch (approvalStatus) {
    case "PENDING":
      return {
        title: "Nothing waits for approval",
        message: "Products appear here when the catalog is imported, and again when an import changes them.",
      };
    case "APPROVED":
      return { title: "Nothing is approved yet", message: "Approve products in the first tab, and they appear here." };
    case "REJECTED":
      return { title: "Nothing is rejected", message: "Products that somebody rejects appear here with the reason." };
    case undefined:
      return {
        title: "No products yet",
        message: "They come in when whoever runs Catalog Relay imports your catalog (npm run import).",
      };
  }
}
