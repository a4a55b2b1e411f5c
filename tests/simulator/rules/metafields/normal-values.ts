import { parseGid } from "../../state/gids.ts";
import type { ShopState } from "../../state/shop.ts";

/** How Shopify keeps a value that can be written in several ways. Recorded: metafieldsSet-value-type-fidelity. */
export function normalValue(type: string, value: string): string {
  const trimmed = value.trim();
  switch (type) {
    case "boolean":
      if (/^(true|t|1)$/i.test(trimmed)) return "true";
      return /^(false|f|0)$/i.test(trimmed) ? "false" : value;
    case "number_integer":
      return /^-?\d+\.0+$/.test(trimmed) ? trimmed.replace(/\.0+$/, "") : value;
    case "number_decimal":
      return trimmed.replace(/^(-?\d+\.\d{9})\d+$/, "$1");
    default:
      return value;
  }
}

/** The first product or variant that a reference names and the shop does not have. Recorded: metafields-set-input-validation. */
export function missingReference(shop: ShopState, type: string, value: string): string | null {
  const kind = /^(?:list\.)?(product|variant)_reference$/.exec(type)?.[1];
  if (kind === undefined) return null;
  const isThere = (id: number): boolean =>
    kind === "product" ? shop.catalog.product(id) !== null : shop.catalog.variant(id) !== null;
  const named: unknown = type.startsWith("list.") ? JSON.parse(value) : [value];
  const ids = Array.isArray(named) ? named.map(String) : [];
  const missing = ids.find((gid) => {
    const parsed = parseGid(gid);
    const isOfKind = parsed?.kind === (kind === "product" ? "Product" : "ProductVariant");
    return !isOfKind || !isThere(parsed.id);
  });
  return missing ?? null;
}
