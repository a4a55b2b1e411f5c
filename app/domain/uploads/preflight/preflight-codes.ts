/** What a preflight finding means in plain words, and what a person can do about it. */
export interface PreflightExplanation {
  /** DUPLICATE: something that is not ours takes the place. */
  category: "VALIDATION" | "DUPLICATE";
  explanation: string;
  whatToDo: string;
}

const correct = (what: string): string => `Correct ${what} in the catalog, then approve the product again.`;

/** All that preflight can find, by code; the message of a finding adds which value it is about. */
export const preflightCodes = {
  "preflight.too-many-options": {
    category: "VALIDATION",
    explanation: "Shopify takes three options for a product; this one has more.",
    whatToDo: "Join options in the catalog (for example size and length), or split the product, then approve it again.",
  },
  "preflight.too-many-variants": {
    category: "VALIDATION",
    explanation: "The product has more variants than the shop takes for one product.",
    whatToDo: "Split the product in the catalog, then approve its parts.",
  },
  "preflight.option-name-missing": {
    category: "VALIDATION",
    explanation: "An option of the product has no name.",
    whatToDo: correct("the option's name"),
  },
  "preflight.option-name-too-long": {
    category: "VALIDATION",
    explanation: "The name of an option is longer than Shopify takes.",
    whatToDo: "Shorten the option's name to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.option-name-separator": {
    category: "VALIDATION",
    explanation: "Shopify does not take an option name with ' / ' in it, because it joins names with that.",
    whatToDo: "Write the name without ' / ' in the catalog, then approve the product again.",
  },
  "preflight.duplicate-option-name": {
    category: "VALIDATION",
    explanation: "Two options of the product have the same name; to Shopify upper and lower case are the same.",
    whatToDo: "Rename one of the two options in the catalog, then approve the product again.",
  },
  "preflight.option-value-missing": {
    category: "VALIDATION",
    explanation: "The variant has no value for one of the product's options.",
    whatToDo: "Give the variant a value for each option in the catalog, then approve it again.",
  },
  "preflight.option-value-too-long": {
    category: "VALIDATION",
    explanation: "An option value of the variant is longer than Shopify takes.",
    whatToDo: "Shorten the value to 255 characters in the catalog, then approve the variant again.",
  },
  "preflight.option-value-separator": {
    category: "VALIDATION",
    explanation: "Shopify does not take an option value with ' / ' in it, because it joins values with that.",
    whatToDo: "Write the value without ' / ' in the catalog, then approve the variant again.",
  },
  "preflight.duplicate-option-value": {
    category: "VALIDATION",
    explanation: "Two spellings of one option value are in use; to Shopify they are the same value.",
    whatToDo: "Use one spelling for all variants in the catalog, then approve the product again.",
  },
  "preflight.duplicate-option-combination": {
    category: "VALIDATION",
    explanation: "Another variant of the product has the same option values; Shopify wants each combination once.",
    whatToDo: "Change the option values of one of the two variants in the catalog, then approve it again.",
  },
  "preflight.title-missing": {
    category: "VALIDATION",
    explanation: "The product has no title.",
    whatToDo: correct("the title"),
  },
  "preflight.title-too-long": {
    category: "VALIDATION",
    explanation: "The title is longer than Shopify takes.",
    whatToDo: "Shorten the title to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.handle-missing": {
    category: "VALIDATION",
    explanation: "The product has no handle, so Shopify makes one from the title.",
    whatToDo: "Nothing has to be done; to choose the address of the product's page, give it a handle in the catalog.",
  },
  "preflight.handle-form": {
    category: "VALIDATION",
    explanation:
      "Shopify writes handles with small letters, digits and hyphens, and changes what is written otherwise.",
    whatToDo: "To have the same handle in the catalog and the shop, write it as Shopify does.",
  },
  "preflight.handle-too-long": {
    category: "VALIDATION",
    explanation: "The handle is longer than Shopify takes.",
    whatToDo: "Shorten the handle to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.handle-taken": {
    category: "DUPLICATE",
    explanation: "Another product already uses this handle in the shop.",
    whatToDo: "Give one of the two products another handle in the catalog, then approve it again.",
  },
  "preflight.adoption-open": {
    category: "DUPLICATE",
    explanation:
      "The shop has a product with the same keys, and nobody has decided yet whether it is this one. Making it now could put it into the shop twice.",
    whatToDo: "Open Reconciliation, adopt or reject the product that was found in this shop, then retry.",
  },
  "preflight.vendor-too-long": {
    category: "VALIDATION",
    explanation: "The vendor is longer than Shopify takes.",
    whatToDo: "Shorten the vendor to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.product-type-too-long": {
    category: "VALIDATION",
    explanation: "The product type is longer than Shopify takes.",
    whatToDo: "Shorten the product type to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.too-many-tags": {
    category: "VALIDATION",
    explanation: "Shopify takes 250 tags for a product; this one has more.",
    whatToDo: "Remove tags in the catalog, or from the route's extra tags, then approve the product again.",
  },
  "preflight.tag-too-long": {
    category: "VALIDATION",
    explanation: "A tag is longer than Shopify takes.",
    whatToDo: "Shorten the tag to 255 characters in the catalog, then approve the product again.",
  },
  "preflight.description-too-large": {
    category: "VALIDATION",
    explanation: "The description is larger than the 512 KB that Shopify takes.",
    whatToDo: "Shorten the description in the catalog (embedded images are the usual reason), then approve it again.",
  },
  "preflight.seo-title-long": {
    category: "VALIDATION",
    explanation: "Search engines show about 70 characters of a page title and cut the rest.",
    whatToDo: "Nothing has to be done; a search title of up to 70 characters is shown whole.",
  },
  "preflight.seo-description-long": {
    category: "VALIDATION",
    explanation: "Search engines show about 160 characters of a page description and cut the rest.",
    whatToDo: "Nothing has to be done; a search description of up to 160 characters is shown whole.",
  },
  "preflight.too-many-metafields": {
    category: "VALIDATION",
    explanation: "The product has more metafields than one request may carry, beside the app's own.",
    whatToDo: "Leave out metafields in the catalog, then approve the product again.",
  },
  "preflight.metafield-namespace": {
    category: "VALIDATION",
    explanation: "The namespace of a metafield has 3 to 255 letters, digits, hyphens and underscores.",
    whatToDo: correct("the metafield's namespace"),
  },
  "preflight.metafield-key": {
    category: "VALIDATION",
    explanation: "The key of a metafield has 2 to 64 letters, digits, hyphens and underscores.",
    whatToDo: correct("the metafield's key"),
  },
  "preflight.metafield-type-missing": {
    category: "VALIDATION",
    explanation: "A metafield has no type, so Shopify cannot tell what its value is.",
    whatToDo: correct("the metafield's type"),
  },
  "preflight.duplicate-metafield": {
    category: "VALIDATION",
    explanation: "The product has one metafield twice, so it is not clear which value is meant.",
    whatToDo: "Keep one of the two in the catalog, then approve the product again.",
  },
  "preflight.metafield-value-missing": {
    category: "VALIDATION",
    explanation: "A metafield has no value; Shopify keeps no empty metafields.",
    whatToDo: "Give the metafield a value or take it out in the catalog, then approve the product again.",
  },
  "preflight.metafield-value-too-large": {
    category: "VALIDATION",
    explanation: "The value of a metafield is larger than Shopify takes for its type.",
    whatToDo: "Shorten the metafield's value in the catalog, then approve the product again.",
  },
  "preflight.price-negative": {
    category: "VALIDATION",
    explanation: "An amount of money is below zero.",
    whatToDo: "Correct the amount in the catalog, then approve the variant again.",
  },
  "preflight.price-too-high": {
    category: "VALIDATION",
    explanation: "An amount of money is higher than Shopify takes.",
    whatToDo: "Correct the amount in the catalog, then approve the variant again.",
  },
  "preflight.price-too-precise": {
    category: "VALIDATION",
    explanation: "A price has more decimals than the shop's currency, so Shopify would change it.",
    whatToDo: "Round the price in the catalog, or choose a rounding in the route's price rule, then approve it again.",
  },
  "preflight.price-zero": {
    category: "VALIDATION",
    explanation: "The price is zero: the variant can be ordered for nothing.",
    whatToDo: "If that is not meant, correct the price in the catalog and approve the variant again.",
  },
  "preflight.compare-at-not-higher": {
    category: "VALIDATION",
    explanation: "The compare-at price is not above the price, so the shop shows no reduction.",
    whatToDo: "If a reduction is meant, correct one of the two prices in the catalog and approve the variant again.",
  },
  "preflight.currency-mismatch": {
    category: "VALIDATION",
    explanation: "The variant's prices are in another currency than the shop's, and the route does not convert them.",
    whatToDo: "Give the route a price rate for this shop's currency, then approve the product again.",
  },
  "preflight.sku-too-long": {
    category: "VALIDATION",
    explanation: "The sku is longer than Shopify takes.",
    whatToDo: "Shorten the sku to 255 characters in the catalog, then approve the variant again.",
  },
  "preflight.sku-taken": {
    category: "DUPLICATE",
    explanation: "Another variant in the shop has the same sku. Shopify allows it; stock and orders may be mixed up.",
    whatToDo: "Give each variant a sku of its own in the catalog, then approve it again.",
  },
  "preflight.barcode-too-long": {
    category: "VALIDATION",
    explanation: "The barcode is longer than Shopify takes.",
    whatToDo: "Correct the barcode in the catalog, then approve the variant again.",
  },
  "preflight.weight-negative": {
    category: "VALIDATION",
    explanation: "The weight is below zero.",
    whatToDo: "Correct the weight in the catalog, then approve the variant again.",
  },
  "preflight.hs-code-form": {
    category: "VALIDATION",
    explanation: "A harmonized system code is a number of 6 to 13 digits, without dots or spaces.",
    whatToDo: "Correct the HS code in the catalog, then approve the variant again.",
  },
  "preflight.country-unknown": {
    category: "VALIDATION",
    explanation: "Shopify does not know the country of origin; it takes the two letters of ISO 3166-1, for example DE.",
    whatToDo: "Correct the country of origin in the catalog, then approve the variant again.",
  },
  "preflight.too-many-images": {
    category: "VALIDATION",
    explanation: "Shopify takes 250 images for a product, those of its variants included; this one has more.",
    whatToDo: "Remove images in the catalog, then approve the product again.",
  },
  "preflight.image-url-form": {
    category: "VALIDATION",
    explanation:
      "Shopify fetches images from an http or https address of at most 2,048 characters without a password in it.",
    whatToDo: "Correct the address of the image in the catalog, then approve the product again.",
  },
  "preflight.image-url-private": {
    category: "VALIDATION",
    explanation: "The image is at an address inside a private network, where Shopify cannot fetch it.",
    whatToDo: "Put the image at a public address, change it in the catalog, then approve the product again.",
  },
  "preflight.image-type-unknown": {
    category: "VALIDATION",
    explanation:
      "The address does not tell that it is an image of a kind that Shopify shows, so the image may be missing.",
    whatToDo:
      "Look at the product in the shop; if the image is missing, use a JPEG, PNG, GIF, WebP, HEIC or AVIF file.",
  },
  "preflight.image-alt-too-long": {
    category: "VALIDATION",
    explanation: "The description of an image (its alternative text) is longer than Shopify takes.",
    whatToDo: "Shorten the alternative text to 512 characters in the catalog, then approve the product again.",
  },
  "preflight.daily-variant-limit": {
    category: "VALIDATION",
    explanation: "The shop has reached Shopify's daily limit of new variants, so new products and variants wait.",
    whatToDo: "Nothing has to be done: they are sent when the limit lifts.",
  },
} as const satisfies Record<`preflight.${string}`, PreflightExplanation>;

export type PreflightCode = keyof typeof preflightCodes;
