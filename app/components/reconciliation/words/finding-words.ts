import type { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import type { StatusWords } from "../../status-words.ts";
import type { Text } from "../../texts/texts.ts";

export type FindingKind = (typeof FINDING_KINDS)[number];
export type FindingState = (typeof FINDING_STATES)[number];

interface FindingWords {
  label: Text;
  /** What happened. */
  explanation: Text;
  /** What a person can do, or that nothing needs to be done. */
  whatToDo: Text;
}

/** What links and shop may differ in, for a person. */
export const findingWords: Record<FindingKind, FindingWords> = {
  VARIANT_RELINKED: {
    label: "Variant made anew in the shop",
    explanation:
      "Shopify gave the variant a new id. It was recognised by its SKU or its options, and is linked to the new one.",
    whatToDo: "Nothing: uploads and stock go to the new variant.",
  },
  INVENTORY_ITEM_CHANGED: {
    label: "Inventory item replaced",
    explanation: "The variant is the same, but Shopify counts its stock under another inventory item now.",
    whatToDo: "Nothing: stock goes to the new inventory item.",
  },
  VARIANT_GONE: {
    label: "Variant deleted in the shop",
    explanation: "Somebody deleted the variant in the shop, and nothing there has taken its place.",
    whatToDo: "Approve the product again if the shop should sell the variant: it is then added anew.",
  },
  VARIANT_BACK: {
    label: "Variant is back",
    explanation: "A variant that was gone is in the shop again, and is linked again.",
    whatToDo: "Nothing has to be done.",
  },
  HANDLE_CHANGED: {
    label: "Handle changed in the shop",
    explanation: "Somebody changed the product's handle, the end of its web address. The link follows it.",
    whatToDo: "Nothing has to be done.",
  },
  PRODUCT_GONE: {
    label: "Product deleted in the shop",
    explanation: "Somebody deleted the product in the shop.",
    whatToDo: "See Deleted products for what its next approval does.",
  },
  PRODUCT_BACK: {
    label: "Product is back",
    explanation: "A product that was gone is in the shop again, and is linked again.",
    whatToDo: "Nothing has to be done.",
  },
  PRODUCT_RELINKED: {
    label: "Product found by its id",
    explanation: "A product of the shop carries the id of a catalog product that had no link, and was linked to it.",
    whatToDo: "Nothing: its next upload updates that product.",
  },
  AMBIGUOUS_VARIANTS: {
    label: "Several variants may be meant",
    explanation:
      "The variant's counterpart in the shop is gone, and more than one there may have taken its place. The app does not guess.",
    whatToDo: "Choose the right one. Until then neither content nor stock of the variant is sent.",
  },
  UNKNOWN_PRODUCT: {
    label: "Id of a product that is not in the catalog",
    explanation: "A product of the shop carries an id of Catalog Relay, but the catalog has no product of that id.",
    whatToDo: "Delete it in Shopify if it is a leftover. If the merchant wants to keep it, put the finding aside.",
  },
  DUPLICATE_IDENTITY: {
    label: "Two products carry the same id",
    explanation:
      "A product of the shop carries the id of a catalog product that is linked to another one: usually a copy that the merchant made.",
    whatToDo:
      "Delete the copy in Shopify if nobody needs it. If it should stay, put the finding aside: uploads go on to the linked product.",
  },
  IDENTITY_MISSING: {
    label: "Product lost its id",
    explanation: "The linked product no longer carried the catalog's id. The link itself was right.",
    whatToDo: "Nothing: the id is written to it again.",
  },
};

/** "Open" and "Put aside" are buttons, too, which other languages call otherwise than the states. */
export const findingStateWords: Record<FindingState, StatusWords> = {
  REPAIRED: { label: "Repaired", tone: "success" },
  OPEN: { label: "Open (state)", tone: "attention" },
  RESOLVED: { label: "Settled", tone: "success" },
  DISMISSED: { label: "Put aside (state)" },
};
