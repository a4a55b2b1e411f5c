import type { Text } from "../texts/texts.ts";

export interface StockReason {
  explanation: Text;
  whatToDo: Text;
}

const REASONS: Readonly<Record<string, StockReason>> = {
  "inventory.disconnected": {
    explanation: "Somebody took the item off this location in the shop.",
    whatToDo:
      "Release it to stock it there again, or connect the location in the shop. If it shall not be sold from there, change the route.",
  },
  "inventory.quarantined": {
    explanation: "The level is in quarantine since an earlier sync.",
    whatToDo: "Look at the reason in the quarantine list, correct it in the shop, then release the level.",
  },
  "inventory.keeps-changing": {
    explanation: "The quantity in the shop was another one at every try, so nothing was written over it.",
    whatToDo: "Retry when the item sells less fast. If another app sets the same stock, let only one of the two do it.",
  },
  "inventory.not-answered": {
    explanation: "Shopify did not say what became of it, however often it was asked.",
    whatToDo: "Retry: the level is read first, so that nothing is set twice.",
  },
  "inventory.not-mapped": {
    explanation: "No route brings stock of this product to the location any more.",
    whatToDo: "Nothing, or map a warehouse to the location in the route.",
  },
  "shopify.invalid-inventory-item": {
    explanation: "The shop does not have this item any more: its variant was deleted or made anew there.",
    whatToDo:
      "Upload the product again, or let the nightly reconciliation find the new variant; then release the level.",
  },
  "shopify.invalid-location": {
    explanation: "The shop does not have this location any more.",
    whatToDo: "Map the warehouse to another location in the route, then release the level.",
  },
  "shopify.non-mutable-inventory-item": {
    explanation: "Shopify lets nobody set the stock of this item, such as a bundle that is made of others.",
    whatToDo: "Stop tracking the variant in the catalog, or count its components instead.",
  },
  "shopify.invalid-quantity-too-high": {
    explanation: "The quantity is above what Shopify takes of one item at one location.",
    whatToDo: "Correct the count of the warehouse, then release the level.",
  },
};

const OTHER: StockReason = {
  explanation: "Shopify refused the quantity.",
  whatToDo: "Read what Shopify said, correct it in the shop or the catalog, then retry or release the level.",
};

/** Why a level was not set, for a person, and what helps. What Shopify said itself is shown beside it. */
export const explainStockReason = (code: string | null): StockReason => REASONS[code ?? ""] ?? OTHER;
