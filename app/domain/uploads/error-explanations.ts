import type { ErrorCategory } from "./decide-failure.ts";

export interface ErrorExplanation {
  explanation: string;
  whatToDo: string;
}

const BY_CODE: Record<string, ErrorExplanation> = {
  "shopify.handle-not-unique": {
    explanation: "Another product of the shop already uses this handle, and it is not one that the app created.",
    whatToDo: "Give the product another handle in the catalog, or rename the shop's product, then approve it again.",
  },
  "shopify.variant-already-exists": {
    explanation: "The product in the shop already has a variant with these option values.",
    whatToDo: "Change the option values in the catalog, or delete the shop's own variant, then retry.",
  },
  "shopify.variant-already-exists-change-option-value": {
    explanation: "The product in the shop already has a variant with these option values.",
    whatToDo: "Change the option values in the catalog, or delete the shop's own variant, then retry.",
  },
  "shopify.invalid-variant": {
    explanation: "Shopify refused this variant; nothing of it was created. The other variants are not affected.",
    whatToDo: "Correct the field that Shopify names, approve the variant again, and it is added to the product.",
  },
  "shopify.negative-price-value": {
    explanation: "A price is below zero.",
    whatToDo: "Correct the price in the catalog and approve the variant again.",
  },
  "shopify.daily-variant-limit": {
    explanation: "The shop has created as many variants today as Shopify allows.",
    whatToDo: "Nothing is lost: retry tomorrow, or ask Shopify for a higher limit.",
  },
  "shopify.access-revoked": {
    explanation: "The shop no longer lets the app in: it was uninstalled, frozen or its token was revoked.",
    whatToDo: "Open the app in that shop's admin to connect it again, then retry.",
  },
  "shopify.missing-scope": {
    explanation: "The app has not been granted an access scope that this upload needs.",
    whatToDo: "Open the app in that shop's admin and accept the scopes, then retry.",
  },
  "shopify.query-too-expensive": {
    explanation: "The product is larger than what Shopify takes in one request.",
    whatToDo: "Reduce its images or metafields, then approve it again.",
  },
  "upload.unreadable-content": {
    explanation: "A part of this product has a form that cannot be uploaded.",
    whatToDo: "Correct the part that is named in the catalog, then approve the product again.",
  },
  "upload.variant-not-found": {
    explanation: "The product is in the shop, but this variant of it could not be told apart from the others.",
    whatToDo: "Give the variant a sku or option values of its own in the catalog, then retry.",
  },
  "upload.options-changed": {
    explanation: "The product in the shop has other options than the catalog, so variants cannot be added to it.",
    whatToDo: "Make the option names equal in the catalog and the shop, then retry.",
  },
};

const BY_CATEGORY: Record<ErrorCategory, ErrorExplanation> = {
  API_LIMIT: {
    explanation: "Shopify asked for a pause and the time for this batch was over.",
    whatToDo: "Retry; nothing was changed in the shop.",
  },
  VALIDATION: {
    explanation: "Shopify does not accept the content of this product as it is.",
    whatToDo: "Correct the named field in the catalog, then approve the product again.",
  },
  DUPLICATE: {
    explanation: "Something in the shop that is not ours already takes this place.",
    whatToDo: "Change the handle or the option values in the catalog, or remove what is in the shop, then retry.",
  },
  NETWORK: {
    explanation: "No answer came from Shopify, several times in a row.",
    whatToDo: "Retry; the app first looks up what became of the earlier tries, so nothing is created twice.",
  },
  SHOPIFY_ERROR: {
    explanation: "Shopify reported an error of its own.",
    whatToDo: "Retry a little later; the app first looks up what became of the earlier tries.",
  },
  UNKNOWN: {
    explanation: "Something happened that the app does not know.",
    whatToDo: "Retry once; if it fails again, report the request id that is shown with the attempt.",
  },
};

/** What a failed row means in plain words, and what a person can do about it. */
export const explainError = (code: string | null, category: ErrorCategory): ErrorExplanation =>
  BY_CODE[code ?? ""] ?? BY_CATEGORY[category];
