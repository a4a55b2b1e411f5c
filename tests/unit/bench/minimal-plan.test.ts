import { expect, test } from "vitest";
import { UPDATE_VARIANTS } from "#app/shopify/operations/update-product.ts";
import { CREATE } from "#tests/bench/upload/baselines/baseline-calls.ts";
import { boundSeconds, createPoints, planCreates, planUpdates, ratioTo } from "#tests/bench/upload/minimal-plan.ts";
import { openReadyShop } from "../simulator/one-shop.ts";

const STANDARD = { atStart: 2_000, restoreRate: 100 };
const TWO_THOUSAND = { products: 2_000, variantsPerProduct: 3 };

test("2,000 new products of 3 variants cannot be on Standard before 201.6 s", () => {
  const { points, readBack } = planCreates(TWO_THOUSAND, "once");

  expect({ points, readBack }).toEqual({ points: 22_160, readBack: "batched" });
  expect(boundSeconds(points, STANDARD)).toBeCloseTo(201.6);
});

test("where lists of ids are charged for each id, reading back within each create is the cheaper way", () => {
  const { points, readBack } = planCreates(TWO_THOUSAND, "per-id");

  expect(readBack).toBe("in-payload");
  expect(boundSeconds(points, STANDARD)).toBe(320);
});

test("a product of 2,048 variants is read by itself", () => {
  expect(planCreates({ products: 2, variantsPerProduct: 2_048 }, "once").points).toBe(2 * (420 + 33));
});

test("one update of all its variants for each product is the least that changes them", () => {
  expect(planUpdates(TWO_THOUSAND)).toBe(22_000);
});

test("a bound that a full bucket pays for is 0 s, and what is compared with a short one says nothing", () => {
  expect(boundSeconds(1_500, STANDARD)).toBe(0);
  expect(ratioTo(9.9, 12)).toBeNull();
  expect(ratioTo(200, 210)).toBe(1.05);
});

test.each([1, 3, 10, 100])("the bound counts a create and an update of %i variants as Shopify does", async (count) => {
  const { call } = await openReadyShop();
  const sizes = Array.from({ length: count }, (_, index) => String(index));
  const metafields = [{ namespace: "$app:relay", key: "product_id", type: "id", value: "p" }];
  const variants = sizes.map((name) => ({ optionValues: [{ optionName: "Size", name }] }));
  const productOptions = [{ name: "Size", values: sizes.map((name) => ({ name })) }];

  const created = await call(CREATE, { input: { title: "Shirt", metafields, productOptions, variants } });
  const changed = await call(UPDATE_VARIANTS, {
    productId: "gid://shopify/Product/1",
    variants: sizes.map((_, index) => ({ id: `gid://shopify/ProductVariant/${index + 1}`, price: "2" })),
  });

  expect(created.cost.requestedQueryCost).toBe(createPoints(count));
  expect(changed.cost.requestedQueryCost).toBe(planUpdates({ products: 1, variantsPerProduct: count }));
});
