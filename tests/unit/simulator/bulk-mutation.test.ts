import { expect, test } from "vitest";
import { bulkCreateProduct, createLines, openBulkShop, runBulkMutation } from "./bulk-shop.ts";
import { domain, payloadOf, productInput } from "./one-shop.ts";

test("results come shuffled and are joined to their lines by __lineNumber", async () => {
  const { shop, clock, startCreate, see, lines } = await openBulkShop();
  const id = await startCreate(createLines(12));
  clock.advance(60_000);

  const { url, objectCount } = await see(id);
  const results = await lines(url);

  const numbers = results.map((line) => line.__lineNumber);
  expect(objectCount).toBe("12");
  expect(numbers).not.toStrictEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(Array.from({ length: 12 }, (_, number) => number));
  for (const { __lineNumber, data } of results) {
    const product = shop.findProduct(data?.productSet?.product?.id ?? "");
    expect(product?.metafields[0]?.value).toBe(`p${__lineNumber}`);
  }
});
