import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, parseSnapshotLine } from "#app/domain/reconciliation/internal/run/snapshot-lines.ts";

async function* pieces(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, piece = 0; at < text.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? 1;
    yield text.slice(at, at + size);
    at += size;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

test("lines are the same in whatever pieces they come", async () => {
  const anyLine = fc.string({ minLength: 1 }).filter((text) => !text.includes("\n"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLine),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (lines, sizes) => {
        const text = lines.map((line) => `${line}\n`).join("");

        const read = await collect(linesOf(pieces(text, sizes)));

        expect(read).toEqual(lines.map((line) => ({ text: line, isEnded: true })));
      },
    ),
  );
});

test("a line without an end is told as such", async () => {
  expect(await collect(linesOf(pieces("one\ntwo", [100])))).toEqual([
    { text: "one", isEnded: true },
    { text: "two", isEnded: false },
  ]);
});

test("whose child a variant is stands in its line, and empty skus are none", () => {
  const line = {
    id: "gid://shopify/ProductVariant/2",
    sku: " ",
    barcode: "123",
    selectedOptions: [{ value: "S" }, { value: "Red" }],
    inventoryItem: { id: "gid://shopify/InventoryItem/3" },
    __parentId: "gid://shopify/Product/1",
  };

  expect(parseSnapshotLine(JSON.stringify(line), 7)).toEqual({
    kind: "variant",
    row: {
      line: 7,
      shopify_product_id: "gid://shopify/Product/1",
      shopify_variant_id: "gid://shopify/ProductVariant/2",
      shopify_inventory_item_id: "gid://shopify/InventoryItem/3",
      sku: null,
      barcode: "123",
      option_values: ["S", "Red"],
    },
  });
});

test("a line of anything else is refused", () => {
  expect(() => parseSnapshotLine('{"id":"gid://shopify/Collection/1"}', 1)).toThrow(/Product/);
  expect(() => parseSnapshotLine('{"id":"gid://shopify/Product/1","handle', 1)).toThrow(/JSON/);
});
