/** The codes by which one mutation speaks of the same faults as the others. */
export interface VariantDialect {
  priceTooLow: string;
  amountTooHigh: string;
  costTooLow: string;
  optionMissing: string;
  optionUnknown: string;
  optionRepeated: string;
  variantExists: string;
  locationUnknown: string;
  metafield: string;
  invalid: string;
  /** Whether the field of an amount is named below the variant (`variants, 0, price`). */
  namesAmountField: boolean;
  /** Whether a cost that is out of bounds is told of twice, first without code and field. */
  tellsCostTwice: boolean;
}

/** Recorded: product-set-shape-validator-parity; captured answers for the rest. */
export const productSetDialect: VariantDialect = {
  priceTooLow: "INVALID_VARIANT",
  amountTooHigh: "INVALID_VARIANT",
  costTooLow: "INVALID_VARIANT",
  optionMissing: "INVALID_VARIANT",
  optionUnknown: "OPTION_DOES_NOT_EXIST",
  optionRepeated: "INVALID_VARIANT",
  variantExists: "INVALID_VARIANT",
  locationUnknown: "INVALID_VARIANT",
  metafield: "INVALID_METAFIELD",
  invalid: "INVALID_VARIANT",
  namesAmountField: true,
  tellsCostTwice: false,
};

/** Recorded: product-variants-bulk-validation-atomicity. */
export const bulkCreateDialect: VariantDialect = {
  priceTooLow: "GREATER_THAN_OR_EQUAL_TO",
  amountTooHigh: "INVALID_INPUT",
  costTooLow: "GREATER_THAN_OR_EQUAL_TO",
  optionMissing: "NEED_TO_ADD_OPTION_VALUES",
  optionUnknown: "INVALID_INPUT",
  optionRepeated: "INVALID_INPUT",
  variantExists: "VARIANT_ALREADY_EXISTS",
  locationUnknown: "TRACKED_VARIANT_LOCATION_NOT_FOUND",
  metafield: "INVALID",
  invalid: "INVALID_INPUT",
  namesAmountField: true,
  tellsCostTwice: false,
};

/** Recorded: product-variants-bulk-update-allow-partial-and-error-order (2026-04), -validation-atomicity. */
export const bulkUpdateDialect: VariantDialect = {
  ...bulkCreateDialect,
  optionUnknown: "OPTION_DOES_NOT_EXIST",
  metafield: "INVALID_VALUE",
  tellsCostTwice: true,
};
