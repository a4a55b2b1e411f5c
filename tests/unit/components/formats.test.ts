import { expect, test } from "vitest";
import { formatCountOf, formatDuration, formatShare } from "#app/components/formats.ts";
import { productAdminUrl, variantAdminUrl } from "#app/components/shopify-admin-url.ts";

test("a success rate reads 100 % only when nothing failed", () => {
  expect(formatShare(1)).toBe("100 %");
  expect(formatShare(0.99999)).toBe("99.9 %");
  expect(formatShare(null)).toBe("–");
});

test("durations are told in the two units that matter", () => {
  expect([0.42, 9.99, 42, 125, 11520].map(formatDuration)).toEqual([
    "0.4 s",
    "10 s",
    "42 s",
    "2 min 5 s",
    "3 h 12 min",
  ]);
});

test("one thing is singular and everything else plural", () => {
  expect(formatCountOf(1, "row")).toBe("1 row");
  expect(formatCountOf(0, "row")).toBe("0 rows");
  expect(formatCountOf(12345, "retry", "retries")).toBe("12,345 retries");
});

test("a Shopify id leads to its page in the admin of its shop", () => {
  expect(productAdminUrl("north.myshopify.com", "gid://shopify/Product/7")).toBe(
    "https://admin.shopify.com/store/north/products/7",
  );
  expect(variantAdminUrl("north.myshopify.com", "gid://shopify/Product/7", "gid://shopify/ProductVariant/9")).toBe(
    "https://admin.shopify.com/store/north/products/7/variants/9",
  );
});
