import fc from "fast-check";
import { expect, test } from "vitest";
import {
  findScatteredProducts,
  groupProducts,
  type CatalogLine,
  type ProductBlock,
} from "#app/domain/catalog/imports/product-blocks.ts";

function fileOf(keys: readonly string[]) {
  const lines: CatalogLine<string>[] = keys.map((key, index) => ({ line: index + 1, key, row: key, fault: null }));
  let reads = 0;
  return {
    reads: () => reads,
    async *read() {
      reads += 1;
      for (let start = 0; start < lines.length; start += 3) yield lines.slice(start, start + 3);
    },
  };
}

async function group(keys: readonly string[], maxHeldLines?: number) {
  const file = fileOf(keys);
  const scattered = await findScatteredProducts(() => file.read());
  const blocks: ProductBlock<string>[] = [];
  for await (const block of groupProducts(() => file.read(), scattered, maxHeldLines)) blocks.push(block);
  return { blocks: blocks.map(({ key, lines }) => [key, ...lines.map(({ line }) => line)]), reads: file.reads() };
}

test("every product comes once, with all of its lines in their order, whatever the order of the file", async () => {
  const keys = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(keys, fc.integer({ min: 1, max: 10 }), async (file, maxHeldLines) => {
      const { blocks } = await group(file, maxHeldLines);

      const expected = [...new Set(file)].map((key) => {
        return [key, ...file.flatMap((one, index) => (one === key ? [index + 1] : []))];
      });
      const byKey = (one: (string | number)[], other: (string | number)[]) =>
        String(one[0]) < String(other[0]) ? -1 : 1;
      expect(blocks.sort(byKey)).toEqual(expected.sort(byKey));
    }),
  );
});

test("a file whose products stand together is read twice and keeps its order", async () => {
  const { blocks, reads } = await group(["b", "b", "a", "c", "c"]);

  expect(blocks).toEqual([
    ["b", 1, 2],
    ["a", 3],
    ["c", 4, 5],
  ]);
  expect(reads).toBe(2);
});

test("scattered products beyond what may be held are read in further passes", async () => {
  const keys = ["a", "b", "c", "d", "e", "f"];

  const { blocks, reads } = await group([...keys, ...keys], 2);

  expect(blocks).toHaveLength(6);
  expect(reads).toBe(4);
});
