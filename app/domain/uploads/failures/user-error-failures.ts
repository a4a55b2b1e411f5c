import { mediaErrorFailures } from "./media-error-failures.ts";
import { passingFault, refusedContent, takenPlace, type KnownFailure } from "./known-failure.ts";

/** The stable code of one of Shopify's codes of `userErrors`. */
export const codeOfUserError = (code: string): string => `shopify.${code.toLowerCase().replaceAll("_", "-")}`;

const correct = (what: string): string => `Correct ${what} in the catalog, then approve the product again.`;

const NAMED_FIELD = correct("the field that Shopify names");

const namedField = (explanation: string): KnownFailure => refusedContent(explanation, NAMED_FIELD);

const AGAIN_LATER = "Retry a little later; the app first looks up what became of the earlier tries.";

const appsFault = refusedContent(
  "Shopify does not take the request as the app composed it. That is a fault of the app, not of the product.",
  "Report the request id that is shown with the attempt; the rows can be retried when the app has been corrected.",
);

const linkedOption = refusedContent(
  "An option of the product in the shop takes its values from a metafield, and the app does not write such options.",
  "Unlink the option from its metafield in the shop's admin, then retry.",
);

const otherOptions = refusedContent(
  "The product in the shop has other options than the catalog, so its variants cannot be matched.",
  "Make the options equal in the catalog and the shop, then retry.",
);

const variantTaken = takenPlace(
  "The product in the shop already has a variant with these option values, and it is not the one of this row.",
  "Change the option values in the catalog, or delete the shop's own variant, then retry.",
);

const deletedInShop = passingFault(
  "The product or variant was deleted in the shop while it was being uploaded.",
  "Retry; the app then creates it anew.",
);

const ofMetafield = refusedContent(
  "A metafield of the product is not accepted: its value does not fit the metafield's definition in the shop.",
  correct("the metafield that Shopify names"),
);

const definitionRefused = refusedContent(
  "The shop does not take the metafield definition by which the app knows its products.",
  "Make room among the shop's product metafield definitions if Shopify names a limit, then retry.",
);

/** Every code that the `userErrors` of the app's mutations can carry, over all mutations. */
export const userErrorFailures: Readonly<Record<string, KnownFailure>> = {
  HANDLE_NOT_UNIQUE: takenPlace(
    "Another product of the shop already uses this handle.",
    "Give the product another handle in the catalog, or rename the shop's product, then approve it again.",
  ),
  VARIANT_ALREADY_EXISTS: variantTaken,
  VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE: variantTaken,
  TAKEN: takenPlace(
    "Something else in the shop already has a value that must be unique.",
    "Change the value that Shopify names in the catalog, or in the shop, then retry.",
  ),

  GENERIC_ERROR: passingFault("Shopify reported an error of its own, several times in a row.", AGAIN_LATER),
  INTERNAL_ERROR: passingFault("Shopify reported an error of its own, several times in a row.", AGAIN_LATER),
  JOB_ERROR: passingFault("A job inside Shopify failed, several times in a row.", AGAIN_LATER),
  STALE_OBJECT: passingFault("Somebody else changed the same metafield at the same time, again and again.", "Retry."),
  PRODUCT_DOES_NOT_EXIST: deletedInShop,
  PRODUCT_VARIANT_DOES_NOT_EXIST: deletedInShop,

  BLANK: namedField("A value is missing that Shopify needs."),
  GREATER_THAN_OR_EQUAL_TO: namedField("A number, usually a price, is below what Shopify allows."),
  LESS_THAN_OR_EQUAL_TO: namedField("A number is above what Shopify allows."),
  INCLUSION: namedField("A value is not one of those that Shopify knows."),
  INVALID: namedField("Shopify does not accept a value of this product as it is."),
  INVALID_INPUT: namedField("Shopify does not accept a value of this product as it is."),
  INVALID_NAME: namedField("Shopify does not accept a name, for example because of ' / ' in it."),
  INVALID_PRODUCT: namedField("Shopify does not accept the product as it is."),
  INVALID_VARIANT: refusedContent(
    "Shopify refused this variant; nothing of it was created. The other variants are not affected.",
    "Correct the field that Shopify names, approve the variant again, and it is added to the product.",
  ),
  NEGATIVE_PRICE_VALUE: refusedContent(
    "A price is below zero.",
    "Correct the price in the catalog and approve the variant again.",
  ),
  PRESENT: namedField("A value is given where Shopify wants none."),
  TOO_LONG: namedField("A text is longer than Shopify takes."),
  TOO_SHORT: namedField("A text is shorter than Shopify takes."),
  DUPLICATED_VALUE: namedField("A value is there twice where Shopify wants each once."),
  NOT_DEFINED_FOR_SHOP: namedField("The product uses something that this shop does not have."),

  DUPLICATED_OPTION_NAME: namedField("Two options of the product have the same name."),
  DUPLICATED_OPTION_VALUE: namedField("An option of the product has the same value twice."),
  OPTIONS_OVER_LIMIT: refusedContent(
    "Shopify takes three options for a product; this one has more.",
    "Join options in the catalog, or split the product, then approve it again.",
  ),
  OPTION_VALUES_OVER_LIMIT: refusedContent(
    "An option of the product has more values than Shopify takes.",
    "Split the product in the catalog, then approve its parts.",
  ),
  OPTION_VALUES_MISSING: namedField("An option of the product has no value."),
  OPTION_VALUE_NAME_TOO_LONG: namedField("An option value is longer than Shopify takes."),
  NEED_TO_ADD_OPTION_VALUES: otherOptions,
  OPTION_DOES_NOT_EXIST: otherOptions,
  OPTION_VALUE_DOES_NOT_EXIST: otherOptions,
  OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS: otherOptions,
  CANNOT_COMBINE_LINKED_AND_NONLINKED_OPTION_VALUES: linkedOption,
  CANNOT_SET_NAME_FOR_LINKED_OPTION_VALUE: linkedOption,
  DUPLICATED_METAFIELD_VALUE: linkedOption,
  DUPLICATE_LINKED_OPTION: linkedOption,
  INVALID_METAFIELD_VALUE_FOR_LINKED_OPTION: linkedOption,
  LINKED_METAFIELD_DEFINITION_NOT_FOUND: linkedOption,
  LINKED_OPTIONS_NOT_SUPPORTED_FOR_SHOP: linkedOption,

  APP_NOT_AUTHORIZED: refusedContent(
    "A metafield of the product belongs to another app, which alone may write it.",
    "Use another namespace for the metafield in the catalog, then approve the product again.",
  ),
  CAPABILITY_VIOLATION: ofMetafield,
  INVALID_METAFIELD: ofMetafield,
  INVALID_TYPE: ofMetafield,
  INVALID_VALUE: ofMetafield,

  GIFT_CARDS_NOT_ACTIVATED: refusedContent(
    "The shop does not sell gift cards yet.",
    "Activate gift cards in the shop's admin, then retry.",
  ),
  GIFT_CARD_ATTRIBUTE_CANNOT_BE_CHANGED: refusedContent(
    "The product in the shop is a gift card, or was none, and Shopify lets nobody change that.",
    "Delete the product in the shop, then retry: the app creates it anew.",
  ),
  LOCAL_CURRENCY_GIFT_CARD_PRICE_MUST_BE_ZERO: namedField("The product in the shop is a gift card without a price."),
  INVENTORY_QUANTITIES_LIMIT_EXCEEDED: refusedContent(
    "The product has more starting stock levels than Shopify takes in one request.",
    "Map fewer warehouses to the shop in the route, or split the product, then approve it again.",
  ),
  TOO_MANY_INVENTORY_LOCATIONS: refusedContent(
    "A variant has starting stock at more locations than Shopify takes.",
    "Map fewer warehouses to the shop in the route, then approve the product again.",
  ),
  TRACKED_VARIANT_LOCATION_NOT_FOUND: refusedContent(
    "The location for the starting stock does not exist in the shop any more.",
    "Correct the warehouses' locations in the route, then approve the product again.",
  ),
  PRODUCT_SUSPENDED: refusedContent(
    "Shopify has suspended this product.",
    "Ask Shopify why; when it is released, retry.",
  ),
  SUBSCRIPTION_VIOLATION: refusedContent(
    "The shop has as many variants as its Shopify plan allows.",
    "Change the shop's plan, or delete variants there, then retry.",
  ),
  VARIANTS_OVER_LIMIT: refusedContent(
    "The product has more variants than the shop takes for one product.",
    "Split the product in the catalog, then approve its parts.",
  ),
  UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION: refusedContent(
    "The product in the shop is the parent of a combined listing, which has no variants of its own.",
    "Take the product out of the combined listing in the shop's admin, then retry.",
  ),

  CANNOT_SPECIFY_BOTH: appsFault,
  ID_NOT_ALLOWED: appsFault,
  INPUT_MISMATCH: appsFault,
  INVALID_COMPARE_DIGEST: appsFault,
  METAFIELD_MISMATCH: appsFault,
  MISSING_FIELD_REQUIRED: appsFault,
  MUST_BE_FOR_THIS_PRODUCT: appsFault,
  MUST_SPECIFY_ONE_OF_PAIR: appsFault,
  NOT_FOUND: appsFault,
  NO_INVENTORY_QUANTITES_DURING_UPDATE: appsFault,
  NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE: appsFault,
  NO_KEY_ON_CREATE: appsFault,
  PRODUCT_OPTIONS_INPUT_MISSING: appsFault,
  PRODUCT_VARIANT_ID_MISSING: appsFault,
  VARIANTS_INPUT_MISSING: appsFault,

  ADMIN_ACCESS_INPUT_NOT_ALLOWED: definitionRefused,
  CAPABILITY_REQUIRED_BUT_DISABLED: definitionRefused,
  DUPLICATE_OPTION: definitionRefused,
  INVALID_CAPABILITY: definitionRefused,
  INVALID_CHARACTER: definitionRefused,
  INVALID_CONSTRAINTS: definitionRefused,
  INVALID_INPUT_COMBINATION: definitionRefused,
  INVALID_OPTION: definitionRefused,
  LIMIT_EXCEEDED: definitionRefused,
  OWNER_TYPE_LIMIT_EXCEEDED_FOR_AUTOMATED_COLLECTIONS: definitionRefused,
  OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS: definitionRefused,
  PINNED_LIMIT_REACHED: definitionRefused,
  RESERVED_NAMESPACE_KEY: definitionRefused,
  RESOURCE_TYPE_LIMIT_EXCEEDED: definitionRefused,
  RESOURCE_TYPE_LIMIT_EXCEEDED_BY_APP: definitionRefused,
  TYPE_NOT_ALLOWED_FOR_CONDITIONS: definitionRefused,
  UNSTRUCTURED_ALREADY_EXISTS: definitionRefused,
  UNSUPPORTED_PINNING: definitionRefused,

  ...mediaErrorFailures,
};
