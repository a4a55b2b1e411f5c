/**
 * Requested cost in points of the app's operations, as Shopify computes it before it runs them. Sources: extras from
 * the schema text of ProductSetInput and ProductVariantSetInput; objects, connections and the rounding of the whole
 * request from recorded answers. Answers carry the true cost, and the budget follows those.
 */
const connectionFactor = (first: number): number => (first <= 1 ? 1 : Math.max(1, Math.floor(2 * Math.log(first))));

export interface ProductSize {
  variants: number;
  files?: number;
  variantFiles?: number;
  metafields?: number;
}

export const createProductPoints = ({ variants, files = 0, variantFiles = 0, metafields = 0 }: ProductSize): number =>
  Math.round(10 + 0.2 * variants + 1.9 * files + 0.6 * variantFiles + 0.4 * metafields);

/** What the ids of its variants add to the cost of a create. */
export const idsInCallPoints = (variantCount: number): number => 2 + 2 * connectionFactor(variantCount);

export const readCreatedProductsPoints = (variantCount: number): number => 4 + 2 * connectionFactor(variantCount);

/** One product with its variants, their options and inventory items. */
export const readProductPoints = (variantCount: number): number => 6 + 3 * connectionFactor(variantCount);

export const addVariantsPoints = (variants: number, withMedia = false): number =>
  Math.round(11 + 0.2 * variants + (withMedia ? 3 : 0));

export const readMediaPoints = (withProduct: boolean): number => (withProduct ? 29 : 4);

export const readMediaStatusPoints = (mediaCount: number): number => 3 + 3 * connectionFactor(mediaCount);

export const updateVariantsPoints = (variants: number): number => Math.round(10 + 0.2 * variants);

export interface FieldQuestionSize {
  withDetails: boolean;
  withMetafields: boolean;
  metafieldCount: number;
  withMedia: boolean;
}

export const READ_FIELDS_POINTS = 1;

export const readFieldsPoints = (asked: FieldQuestionSize): number =>
  READ_FIELDS_POINTS +
  (asked.withDetails ? 2 : 0) +
  (asked.withMetafields ? 2 + connectionFactor(asked.metafieldCount) : 0) +
  (asked.withMedia ? 24 : 0);

export interface VariantQuestionSize {
  variantCount: number;
  withOptions: boolean;
  withMedia: boolean;
  withItem: boolean;
}

export const readVariantFieldsPoints = (asked: VariantQuestionSize): number =>
  3 +
  connectionFactor(asked.variantCount) *
    (1 + (asked.withOptions ? 1 : 0) + (asked.withMedia ? 4 : 0) + (asked.withItem ? 1 : 0));

export const UPDATE_PRODUCT_POINTS = 10;

export const updateProductPoints = (metafields: number): number => Math.round(UPDATE_PRODUCT_POINTS + 0.4 * metafields);

export const DELETE_MEDIA_POINTS = 10;
export const PUBLISH_POINTS = 10;
export const UNPUBLISH_POINTS = 10;
export const READ_STATUS_POINTS = 1;
export const IDENTITY_DEFINITION_POINTS = 2;
export const DEFINE_IDENTITY_POINTS = 10;
export const RUN_BULK_QUERY_POINTS = 10;
export const FIND_BULK_QUERIES_POINTS = 6;
export const BULK_QUERY_STATUS_POINTS = 1;
export const SET_IDENTITIES_POINTS = 10;
export const TRIGGER_FLOW_POINTS = 10;

/** Up to 250 levels. */
export const SET_AVAILABLE_POINTS = 10;
export const READ_AVAILABLE_POINTS = 3;
export const LOCATIONS_POINTS = 13;

/** Named nodes, and as many sales channels as a page holds. */
export const readRouteChoicesPoints = (channelCount: number): number => 3 + connectionFactor(channelCount);

export const findCollectionsPoints = (count: number): number => 2 + connectionFactor(count);
