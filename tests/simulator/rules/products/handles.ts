/** A handle as Shopify makes one from a title: lower case, letters and digits of any script, single hyphens. */
export function handleFrom(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}_]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "product" : plain.slice(0, 255);
}
