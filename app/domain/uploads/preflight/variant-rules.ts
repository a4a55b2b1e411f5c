import { errorAt, quoted, type CheckedProduct, type CheckedVariant, type Finding } from "./finding.ts";
import { COUNTRY_CODES, HS_CODE, MAX_TEXT_LENGTH } from "./shopify-limits.ts";

/** Each variant's own fields, apart from its options, prices and image. */
export const checkVariants = ({ variants }: CheckedProduct): Finding[] => variants.flatMap(checkVariant);

function checkVariant({ variantId, variant }: CheckedVariant): Finding[] {
  const { sku, barcode, weightGrams, hsCode, countryOfOrigin } = variant;
  const findings: Finding[] = [];
  if (sku !== null && sku.length > MAX_TEXT_LENGTH) {
    const message = `The sku ${quoted(sku)} has ${sku.length} characters.`;
    findings.push(errorAt("preflight.sku-too-long", { field: "sku", message, variantId }));
  }
  if (barcode !== null && barcode.length > MAX_TEXT_LENGTH) {
    const message = `The barcode ${quoted(barcode)} has ${barcode.length} characters.`;
    findings.push(errorAt("preflight.barcode-too-long", { field: "barcode", message, variantId }));
  }
  if (weightGrams !== null && weightGrams < 0) {
    const message = `The weight is ${weightGrams} g.`;
    findings.push(errorAt("preflight.weight-negative", { field: "weightGrams", message, variantId }));
  }
  if (hsCode !== null && !HS_CODE.test(hsCode)) {
    const message = `The HS code is ${quoted(hsCode)}.`;
    findings.push(errorAt("preflight.hs-code-form", { field: "hsCode", message, variantId }));
  }
  if (countryOfOrigin !== null && !COUNTRY_CODES.has(countryOfOrigin)) {
    const message = `The country of origin is ${quoted(countryOfOrigin)}.`;
    findings.push(errorAt("preflight.country-unknown", { field: "countryOfOrigin", message, variantId }));
  }
  return findings;
}
