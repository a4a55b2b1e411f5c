import { expect, test } from "vitest";
import { decidePreflight } from "#app/domain/uploads/preflight/decide-preflight.ts";
import { errorAt, warningAt } from "#app/domain/uploads/preflight/finding.ts";

const titleMissing = errorAt("preflight.title-missing", { field: "title", message: "The title is empty." });
const priceNegative = errorAt("preflight.price-negative", {
  field: "price",
  message: "The price is -1 EUR.",
  variantId: "b",
});
const longTitle = warningAt("preflight.seo-title-long", { field: "seoTitle", message: "Long." });

test("an error of the product refuses all of its rows, with what is wrong with the variant as well", () => {
  const { failures, warnings } = decidePreflight(["a", "b"], [titleMissing, priceNegative, longTitle]);

  const refused = { category: "VALIDATION", code: "preflight.title-missing", field: "title" };
  expect(Object.fromEntries(failures)).toEqual({
    a: { ...refused, message: "The title is empty." },
    b: { ...refused, message: "The title is empty. The price is -1 EUR." },
  });
  expect(warnings.size).toBe(0);
});

test("an error of a variant refuses that row alone, and a warning of the product is told on the first row that goes on", () => {
  const ofFirst = { ...priceNegative, variantId: "a" };

  const { failures, warnings } = decidePreflight(["a", "b", "c"], [ofFirst, longTitle]);

  expect([...failures.keys()]).toEqual(["a"]);
  expect(Object.fromEntries(warnings)).toEqual({
    b: [{ code: "preflight.seo-title-long", field: "seoTitle", message: "Long." }],
  });
});

test("a row tells a few findings and how many more there are", () => {
  const findings = Array.from({ length: 9 }, (_, index) => ({ ...priceNegative, message: `Fault ${index}.` }));

  const message = decidePreflight(["b"], findings).failures.get("b")?.message;

  expect(message).toBe("Fault 0. Fault 1. Fault 2. Fault 3. There are 5 more findings.");
});

test("what a handle or a sku collides with is DUPLICATE, all else VALIDATION", () => {
  const taken = errorAt("preflight.handle-taken", { field: "handle", message: "Taken." });

  expect(decidePreflight(["a"], [taken]).failures.get("a")?.category).toBe("DUPLICATE");
  expect(decidePreflight(["a"], [titleMissing]).failures.get("a")?.category).toBe("VALIDATION");
});
