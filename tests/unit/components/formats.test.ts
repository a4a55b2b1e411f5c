import { expect, test } from "vitest";
import { formatAbout, formatCount, formatDuration, formatShare } from "#app/components/formats.ts";
import { productAdminUrl, variantAdminUrl } from "#app/components/shopify-admin-url.ts";
import { english, inGerman } from "#tests/support/texts.ts";

test("a success rate reads 100 % only when nothing failed", async () => {
  expect(formatShare(english, 1)).toBe("100 %");
  expect(formatShare(english, 0.99999)).toBe("99.9 %");
  expect(formatShare(english, 0)).toBe("0 %");
  expect(formatShare(english, 0.0004)).toBe("under 0.1 %");
  expect(formatShare(english, null)).toBe("–");
  expect(formatShare(await inGerman(), 0.99999)).toBe("99,9 %");
});

test("durations are told in the two units that matter", () => {
  expect([0.42, 9.99, 42, 125, 11520].map((seconds) => formatDuration(english, seconds))).toEqual([
    "0.4 s",
    "10 s",
    "42 s",
    "2 min 5 s",
    "3 h 12 min",
  ]);
});

test("a count is written as the viewer's language writes it, one thing singular and everything else plural", async () => {
  const german = await inGerman();
  const products = [1, 0, 12_345];

  expect(formatCount(english, 12_345)).toBe("12,345");
  expect(products.map((count) => english("{{count, number}} product", { count }))).toEqual([
    "1 product",
    "0 products",
    "12,345 products",
  ]);
  expect(products.map((count) => german("{{count, number}} product", { count }))).toEqual([
    "1 Produkt",
    "0 Produkte",
    "12.345 Produkte",
  ]);
  expect(formatAbout(german, 7_800)).toBe("etwa 2 Std. 10 Min.");
});

test("a Shopify id leads to its page in the admin of its shop", () => {
  expect(productAdminUrl("north.myshopify.com", "gid://shopify/Product/7")).toBe(
    "https://admin.shopify.com/store/north/products/7",
  );
  expect(variantAdminUrl("north.myshopify.com", "gid://shopify/Product/7", "gid://shopify/ProductVariant/9")).toBe(
    "https://admin.shopify.com/store/north/products/7/variants/9",
  );
});
