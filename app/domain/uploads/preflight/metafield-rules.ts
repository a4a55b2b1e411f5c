import { errorAt, quoted, type CheckedProduct, type Finding } from "./finding.ts";
import { MAX_METAFIELDS, maxMetafieldBytes, METAFIELD_KEY, METAFIELD_NAMESPACE } from "./shopify-limits.ts";

/** Names, types and sizes of the product's metafields. What a definition of the shop asks for is Shopify's to say. */
export function checkMetafields({ product: { metafields } }: CheckedProduct): Finding[] {
  const findings: Finding[] = [];
  if (metafields.length > MAX_METAFIELDS) {
    const message = `The product has ${metafields.length} metafields.`;
    findings.push(errorAt("preflight.too-many-metafields", { field: "metafields", message }));
  }
  const seen = new Set<string>();
  metafields.forEach(({ namespace, key, type, value }, index) => {
    const at = `metafields.${index}`;
    const name = quoted(`${namespace}.${key}`);
    if (!METAFIELD_NAMESPACE.test(namespace)) {
      const message = `The namespace ${quoted(namespace)} of a metafield is not one that Shopify takes.`;
      findings.push(errorAt("preflight.metafield-namespace", { field: `${at}.namespace`, message }));
    }
    if (!METAFIELD_KEY.test(key)) {
      const message = `The key ${quoted(key)} of a metafield is not one that Shopify takes.`;
      findings.push(errorAt("preflight.metafield-key", { field: `${at}.key`, message }));
    }
    if (seen.has(`${namespace}.${key}`)) {
      const message = `The product has the metafield ${name} twice.`;
      findings.push(errorAt("preflight.duplicate-metafield", { field: at, message }));
    }
    seen.add(`${namespace}.${key}`);
    if (type.trim() === "") {
      const message = `The metafield ${name} has no type.`;
      findings.push(errorAt("preflight.metafield-type-missing", { field: `${at}.type`, message }));
    }
    if (value.trim() === "") {
      const message = `The metafield ${name} has no value.`;
      findings.push(errorAt("preflight.metafield-value-missing", { field: `${at}.value`, message }));
    }
    findings.push(...checkSize(`${at}.value`, name, type, value));
  });
  return findings;
}

/** The limit of a list is one of its entries, each of which has the limit of its type: Shopify's to count. */
function checkSize(field: string, name: string, type: string, value: string): Finding[] {
  const limit = maxMetafieldBytes(type);
  if (type.startsWith("list.") || value.length * 3 <= limit) return [];
  const bytes = Buffer.byteLength(value);
  if (bytes <= limit) return [];
  const message = `The metafield ${name} has ${bytes} bytes; Shopify takes ${limit} of type ${type}.`;
  return [errorAt("preflight.metafield-value-too-large", { field, message })];
}
