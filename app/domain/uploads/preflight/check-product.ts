import type { CheckedProduct, Finding } from "./finding.ts";
import { checkImages } from "./image-rules.ts";
import { checkMetafields } from "./metafield-rules.ts";
import { checkOptions, checkOptionValues } from "./option-rules.ts";
import { checkPrices } from "./price-rules.ts";
import { checkTexts } from "./product-rules.ts";
import { checkVariants } from "./variant-rules.ts";

const RULES = [
  checkTexts,
  checkOptions,
  checkOptionValues,
  checkPrices,
  checkVariants,
  checkMetafields,
  checkImages,
] as const;

/**
 * All that can be told of a product's approved content without asking anybody: what Shopify would refuse, as errors,
 * and what a person should know, as warnings. An error of the product stops all of its variants, one of a variant that
 * variant alone.
 */
export const checkProduct = (checked: CheckedProduct): Finding[] => RULES.flatMap((check) => check(checked));
