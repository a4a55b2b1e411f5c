import { errorAt, quoted, warningAt, type CheckedProduct, type Finding } from "./finding.ts";
import type { PreflightCode } from "./preflight-codes.ts";
import {
  MAX_DESCRIPTION_BYTES,
  MAX_TAGS,
  MAX_TEXT_LENGTH,
  SEO_DESCRIPTION_SHOWN,
  SEO_TITLE_SHOWN,
} from "./shopify-limits.ts";

/** A handle as Shopify writes it: letters of any script in small, digits, single hyphens (schema text of `handle`). */
const HANDLE = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_]+(-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_]+)*$/u;

/** The product's own texts, apart from its options, metafields and images. */
export function checkTexts({ product }: CheckedProduct): Finding[] {
  const findings: Finding[] = [];
  if (product.title.trim() === "") {
    findings.push(errorAt("preflight.title-missing", { field: "title", message: "The title is empty." }));
  }
  findings.push(
    ...tooLong("preflight.title-too-long", "title", "title", product.title.trim()),
    ...tooLong("preflight.handle-too-long", "handle", "handle", product.handle),
    ...tooLong("preflight.vendor-too-long", "vendor", "vendor", product.vendor),
    ...tooLong("preflight.product-type-too-long", "productTypeName", "product type", product.productTypeName),
  );
  if (product.handle.trim() === "") {
    findings.push(warningAt("preflight.handle-missing", { field: "handle", message: "The handle is empty." }));
  } else if (!HANDLE.test(product.handle)) {
    const message = `Shopify will write the handle ${quoted(product.handle)} in another way.`;
    findings.push(warningAt("preflight.handle-form", { field: "handle", message }));
  }
  // A text has at most three times as many bytes as it has UTF-16 units: short ones need not be measured.
  if (product.descriptionHtml.length * 3 > MAX_DESCRIPTION_BYTES) {
    const bytes = Buffer.byteLength(product.descriptionHtml);
    if (bytes > MAX_DESCRIPTION_BYTES) {
      const message = `The description has ${Math.ceil(bytes / 1024)} KB.`;
      findings.push(errorAt("preflight.description-too-large", { field: "descriptionHtml", message }));
    }
  }
  return [...findings, ...checkTags(product.tags), ...checkSeo(product)];
}

function checkTags(tags: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  if (tags.length > MAX_TAGS) {
    const message = `The product has ${tags.length} tags.`;
    findings.push(errorAt("preflight.too-many-tags", { field: "tags", message }));
  }
  tags.forEach((tag, index) => {
    findings.push(...tooLong("preflight.tag-too-long", `tags.${index}`, "tag", tag.trim()));
  });
  return findings;
}

function checkSeo({ seoTitle, seoDescription }: CheckedProduct["product"]): Finding[] {
  const findings: Finding[] = [];
  if ((seoTitle?.length ?? 0) > SEO_TITLE_SHOWN) {
    const message = `The search title has ${seoTitle?.length ?? 0} characters.`;
    findings.push(warningAt("preflight.seo-title-long", { field: "seoTitle", message }));
  }
  if ((seoDescription?.length ?? 0) > SEO_DESCRIPTION_SHOWN) {
    const message = `The search description has ${seoDescription?.length ?? 0} characters.`;
    findings.push(warningAt("preflight.seo-description-long", { field: "seoDescription", message }));
  }
  return findings;
}

const tooLong = (code: PreflightCode, field: string, what: string, text: string): Finding[] =>
  text.length <= MAX_TEXT_LENGTH
    ? []
    : [errorAt(code, { field, message: `The ${what} ${quoted(text)} has ${text.length} characters.` })];
