import { z } from "zod";

const MOST_PIECES = 2_147_483_647;
const name = z.string().min(1).max(1_000);
const pieces = z.int().min(0).max(MOST_PIECES).default(0);

/** One line of stock: how much of a variant a warehouse had, and when that was counted. */
export const stockCountSchema = z.strictObject({
  /** Our id of the variant; else `product` and `variant` name it by the external ids of the catalog. */
  variantId: z.uuid().optional(),
  product: name.optional(),
  /** The sku, or the option values where the catalog has no sku. */
  variant: name.optional(),
  /** Code of the warehouse. */
  warehouse: z.string().min(1).max(100).default("main"),
  onHand: z.int().min(-MOST_PIECES).max(MOST_PIECES),
  reserved: pieces,
  hold: pieces,
  /** The time of the request when absent. A count that is older than the one that is known changes nothing. */
  asOf: z.iso
    .datetime({ offset: true, error: "is not a time such as 2026-11-30T18:00:00Z" })
    .refine((text) => Date.parse(text) > 0, "is before 1970")
    .optional(),
});

export type StockCount = z.output<typeof stockCountSchema>;

export const STOCK_OUTCOMES = ["updated", "unchanged", "older", "rejected"] as const;
export type StockOutcome = (typeof STOCK_OUTCOMES)[number];

export const stockRejections = {
  "stock.variant-unnamed": "Name the variant: variantId, or product and variant with the external ids of the catalog.",
  "stock.variant-unknown": "The catalog has no such variant. Send the product first, or correct the ids.",
  "stock.warehouse-unknown":
    "There is no such warehouse. Correct its code, or add createWarehouses=true to the address to make it.",
  "stock.time-ahead": "asOf lies in the future: no later count could ever win. Send the time of the count.",
} as const;

export type StockRejection = keyof typeof stockRejections;
