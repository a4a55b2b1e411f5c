/** Options of a product (schema text of `ProductSetInput.productOptions`, 2026-10). */
export const MAX_OPTIONS = 3;

/** Variants of a product (shopify.dev changelog, 2025-10-15); a shop's own limit is `shop.resourceLimits.maxProductVariants`. */
export const MAX_VARIANTS = 2_048;

/**
 * Characters of a title, handle, vendor, product type, tag, sku, barcode, option name and option value (Shopify's answers
 * "is too long (maximum is 255 characters)", recorded for title, vendor and type; the same is known of the others).
 */
export const MAX_TEXT_LENGTH = 255;

/** Tags of a product (arrays of the Admin API take 250 entries: shopify.dev, API limits). */
export const MAX_TAGS = 250;

/** Bytes of a description (Shopify's answer "Body is too big (maximum is 512 KB)", recorded). */
export const MAX_DESCRIPTION_BYTES = 512 * 1024;

/** Metafields in one request (arrays of the Admin API take 250 entries), less the app's own. */
export const MAX_METAFIELDS = 249;

/** Form of a metafield's namespace and key (schema text of `MetafieldInput`, 2026-10). */
export const METAFIELD_NAMESPACE = /^(\$app(:[\w-]{1,250})?|[\w-]{3,255})$/;
export const METAFIELD_KEY = /^[\w-]{2,64}$/;

const KILOBYTE = 1024;

/** Bytes of a metafield's value by type (shopify.dev, metafield limits; json since 2026-04). */
export const maxMetafieldBytes = (type: string): number => {
  if (type === "id" || type === "url") return 2 * KILOBYTE;
  return type === "json" ? 128 * KILOBYTE : 64 * KILOBYTE;
};

/** What search engines show of a page's title and description (help.shopify.com, search engine listing). */
export const SEO_TITLE_SHOWN = 70;
export const SEO_DESCRIPTION_SHOWN = 160;

/** Amounts of money stay below it (Shopify's answer "must be less than 1000000000000000000", recorded). */
export const AMOUNT_LIMIT = 1e18;

/** Form of a harmonized system code (schema text of `InventoryItemInput.harmonizedSystemCode`, 2026-10). */
export const HS_CODE = /^\d{6,13}$/;

/** Media of a product (help.shopify.com, product media; arrays of the Admin API take 250 entries). */
export const MAX_IMAGES = 250;

/** Characters of a media address (Shopify's answer "originalSource is too long (maximum is 2048)", recorded). */
export const MAX_URL_LENGTH = 2_048;

/** Characters of a media description (schema text of `FilesErrorCode.ALT_VALUE_LIMIT_EXCEEDED`, 2026-10). */
export const MAX_ALT_LENGTH = 512;

/** Kinds of image that a product shows (help.shopify.com, product media types). */
export const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set([
  "jpg",
  "jpeg",
  "png",
  "gif",
  "webp",
  "heic",
  "avif",
  "bmp",
  "tif",
  "tiff",
]);

/** Countries of `CountryCode` (schema, 2026-10). */
export const COUNTRY_CODES: ReadonlySet<string> = new Set(
  `AC AD AE AF AG AI AL AM AN AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
  CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE
  GF GG GH GI GL GM GN GP GQ GR GS GT GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
  KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA
  NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ
  SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG
  VN VU WF WS XK YE YT ZA ZM ZW ZZ`.split(/\s+/),
);
