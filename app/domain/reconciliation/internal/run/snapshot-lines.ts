import { z } from "zod";

const variantLine = z.object({
  id: z.string().startsWith("gid://shopify/ProductVariant/"),
  __parentId: z.string().startsWith("gid://shopify/Product/"),
  sku: z.string().nullish(),
  barcode: z.string().nullish(),
  selectedOptions: z.array(z.object({ value: z.string() })),
  inventoryItem: z.object({ id: z.string() }),
});

const productLine = z.object({
  id: z.string().startsWith("gid://shopify/Product/"),
  handle: z.string(),
  title: z.string(),
  status: z.string(),
  updatedAt: z.iso.datetime({ offset: true }),
  identity: z.object({ value: z.string() }).nullish(),
});

/** One line of Shopify's answer, in the columns of the table that keeps it. */
export type SnapshotLine = { kind: "product"; row: SnapshotProductRow } | { kind: "variant"; row: SnapshotVariantRow };

export interface SnapshotProductRow {
  line: number;
  shopify_product_id: string;
  handle: string;
  title: string;
  status: string;
  identity: string | null;
  shopify_updated_at: string;
}

export interface SnapshotVariantRow {
  line: number;
  shopify_product_id: string;
  shopify_variant_id: string;
  shopify_inventory_item_id: string;
  sku: string | null;
  barcode: string | null;
  option_values: string[];
}

/**
 * Reads one line. Whose child it is stands in the line itself (`__parentId`), never in its place.
 * @throws {ZodError} or {SyntaxError} for anything that was not asked for.
 */
export function parseSnapshotLine(text: string, line: number): SnapshotLine {
  const json: unknown = JSON.parse(text);
  if (typeof json === "object" && json !== null && "__parentId" in json) {
    const { id, __parentId, sku, barcode, selectedOptions, inventoryItem } = variantLine.parse(json);
    return {
      kind: "variant",
      row: {
        line,
        shopify_product_id: __parentId,
        shopify_variant_id: id,
        shopify_inventory_item_id: inventoryItem.id,
        sku: sku?.trim() || null,
        barcode: barcode?.trim() || null,
        option_values: selectedOptions.map(({ value }) => value),
      },
    };
  }
  const { id, identity, updatedAt, ...rest } = productLine.parse(json);
  return {
    kind: "product",
    row: { line, shopify_product_id: id, ...rest, identity: identity?.value ?? null, shopify_updated_at: updatedAt },
  };
}

/** A line of text; one that is not ended may have been cut. */
export interface TextLine {
  text: string;
  isEnded: boolean;
}

/** The lines of a stream of text, however it comes in pieces. Holds one line at a time. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) if (text !== "") yield { text, isEnded: true };
  }
  if (rest !== "") yield { text: rest, isEnded: false };
}
