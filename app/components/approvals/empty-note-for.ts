import type { ProductFilter } from "#app/domain/catalog/product-filter.ts";
import type { Texts } from "../texts/texts.ts";

/** Why a list of products is empty, and what would change that. */
export function emptyNoteFor(
  t: Texts,
  { approvalStatus, ...conditions }: ProductFilter,
): { title: string; message: string } {
  if (Object.values(conditions).some((value) => value !== undefined))
    return { title: t("No product matches"), message: t("Change the search or the filters, or choose another tab.") };
  switch (approvalStatus) {
    case "PENDING":
      return {
        title: t("Nothing waits for approval"),
        message: t("Products appear here when the catalog is imported, and again when an import changes them."),
      };
    case "APPROVED":
      return {
        title: t("Nothing is approved yet"),
        message: t("Approve products in the first tab, and they appear here."),
      };
    case "REJECTED":
      return {
        title: t("Nothing is rejected"),
        message: t("Products that somebody rejects appear here with the reason."),
      };
    case undefined:
      return {
        title: t("No products yet"),
        message: t("They come in when whoever runs Catalog Relay imports your catalog (npm run import)."),
      };
  }
}
