import { z } from "zod";
import { productLine } from "#app/domain/catalog/imports/json-product-line.ts";
import { stockCountSchema } from "#app/domain/inventory/counts/stock-count.ts";
import { productLinkQuery, variantLinkQuery } from "../link-keys.ts";
import { defineOperation } from "../operation.ts";
import { productResult, stockResult } from "../views/catalog-views.ts";
import { productLinkView, variantLinkView } from "../views/link-views.ts";

export const upsertProducts = defineOperation({
  id: "upsertProducts",
  call: "POST /products",
  summary:
    "Brings products into the catalog, one JSON object per line, found again by `externalId`. A line that cannot be taken keeps none of the others back; sent again, what is there already stays untouched.",
  scope: "upload",
  query: z.strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "is not a currency of ISO 4217, such as EUR")
      .optional(),
  }),
  body: productLine,
  takes: "lines",
  answer: productResult,
  gives: "lines",
});

export const recordStock = defineOperation({
  id: "recordStock",
  call: "POST /stock-levels",
  summary:
    "Tells how much stock warehouses have, one JSON object per line. A count with an older `asOf` than the known one changes nothing; a line that cannot be taken keeps none of the others back.",
  scope: "upload",
  query: z.strictObject({ createWarehouses: z.enum(["true", "false"]).optional() }),
  body: stockCountSchema,
  takes: "lines",
  answer: stockResult,
  gives: "lines",
});

export const findProductLinks = defineOperation({
  id: "findProductLinks",
  call: "GET /product-links",
  summary: "Finds what a product is in the shops, by our id or by Shopify's; one link for each store at most.",
  query: productLinkQuery,
  answer: z.object({ items: z.array(productLinkView) }),
});

export const findVariantLinks = defineOperation({
  id: "findVariantLinks",
  call: "GET /variant-links",
  summary:
    "Finds what a variant is in the shops, by our id or by Shopify's id of the variant or its inventory item; or all variants of a product in one store.",
  query: variantLinkQuery,
  answer: z.object({ items: z.array(variantLinkView) }),
});
