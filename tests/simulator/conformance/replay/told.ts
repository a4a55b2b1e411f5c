import { type GidKind, idOfKind } from "../../state/gids.ts";
import type { MediaRecord, MetafieldRecord, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { isRecord, type Json } from "../recordings/json.ts";

/* What an answer tells of records, whichever way it was asked for. */

export function idOf(kind: GidKind, value: unknown): number | null {
  return typeof value === "string" ? idOfKind(kind, value) : null;
}

export function isStatus(value: unknown): value is ProductRecord["status"] {
  return value === "ACTIVE" || value === "ARCHIVED" || value === "DRAFT" || value === "UNLISTED";
}

/** The nodes of a connection however they were asked for; null when there is no connection. */
export function nodesOf(value: unknown): Json[] | null {
  if (!isRecord(value)) return null;
  if (Array.isArray(value["nodes"])) return value["nodes"].filter(isRecord);
  if (!Array.isArray(value["edges"])) return null;
  return value["edges"].flatMap((edge: unknown) => (isRecord(edge) && isRecord(edge["node"]) ? [edge["node"]] : []));
}

export function asNames(value: unknown): Json[] {
  return Array.isArray(value) ? value.map((name) => ({ name })) : [];
}

export function valueNames(variant: Json): string[] {
  const selected = variant["selectedOptions"];
  if (Array.isArray(selected)) return selected.filter(isRecord).map((option) => String(option["value"]));
  return typeof variant["title"] === "string" ? variant["title"].split(" / ") : [];
}

export function mergeMedia(
  shop: ShopState,
  known: readonly MediaRecord[],
  told: readonly Json[],
): readonly MediaRecord[] {
  const nowMs = shop.nowMs();
  const merged = [...known];
  for (const { id, alt, status } of told) {
    const number = idOf("MediaImage", id);
    if (number === null || merged.some((file) => file.id === number)) continue;
    merged.push({
      kind: "MediaImage",
      id: number,
      alt: typeof alt === "string" ? alt : "",
      originalSource: `https://cdn.shopify.com/told-${number}.png`,
      contentType: "IMAGE",
      createdAtMs: nowMs,
      readyAtMs: status === "UPLOADED" ? nowMs + shop.environment.fidelity.fileProcessingMs : nowMs,
    });
  }
  return merged;
}

/** Metafields are told in a connection or one by one, under whatever name they were asked for. */
export function mergeMetafields(
  shop: ShopState,
  known: readonly MetafieldRecord[],
  told: Json,
): readonly MetafieldRecord[] {
  const nowMs = shop.nowMs();
  const merged = [...known];
  const candidates = Object.values(told).flatMap((value) => nodesOf(value) ?? (isRecord(value) ? [value] : []));
  for (const { id, namespace, key, type, value } of candidates) {
    const number = idOf("Metafield", id);
    if (number === null || typeof namespace !== "string" || typeof key !== "string" || typeof value !== "string")
      continue;
    const place = merged.findIndex((field) => field.namespace === namespace && field.key === key);
    const record: MetafieldRecord = {
      kind: "Metafield",
      id: number,
      namespace,
      key,
      type: typeof type === "string" ? type : "single_line_text_field",
      value,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    if (place === -1) merged.push(record);
    else merged[place] = record;
  }
  return merged;
}
