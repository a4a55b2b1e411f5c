import { createHash } from "node:crypto";
import type { MetafieldRecord } from "../../state/records.ts";

/** A digest that changes with a metafield's value; Shopify's is opaque, so is this one. */
export function compareDigest(field: Pick<MetafieldRecord, "id" | "type" | "value">): string {
  return createHash("sha256").update(`${field.id}\u0000${field.type}\u0000${field.value}`).digest("hex");
}
