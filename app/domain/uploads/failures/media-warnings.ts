import type { ErrorExplanation } from "./known-failure.ts";

/** What can be said of images once a product is in the shop, by the codes of the warnings. */
export const mediaWarnings = {
  "shopify.image-failed": {
    explanation: "The product is in the shop, but Shopify could not fetch or read one of its images.",
    whatToDo:
      "Look whether the image opens at its address without a login, correct it in the catalog, then approve again.",
  },
  "shopify.image-unfinished": {
    explanation: "The product is in the shop, but Shopify has been processing one of its images for a day.",
    whatToDo: "Look at the product's images in the shop; replace the image in the catalog if it does not appear.",
  },
} as const satisfies Record<string, ErrorExplanation>;

export type MediaWarningCode = keyof typeof mediaWarnings;

export const explainMediaWarning = (code: string): ErrorExplanation | null =>
  new Map<string, ErrorExplanation>(Object.entries(mediaWarnings)).get(code) ?? null;
