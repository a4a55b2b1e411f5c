import { expect, test } from "vitest";
import { productSnapshotSchema, variantSnapshotSchema } from "#app/domain/uploads/internal/snapshot.ts";
import { hostileLines, storedPoisons } from "#tests/faults/shopify/poison.ts";

test("what is spoiled in the database throws when it is read", () => {
  for (const { json, of } of storedPoisons) {
    const schema = of === "product" ? productSnapshotSchema : variantSnapshotSchema;
    expect(schema.safeParse(JSON.parse(json)).success).toBe(false);
  }
});

test("every text of a hostile line holds what cannot be stored, and each line is JSON all the same", () => {
  for (const { line, externalId } of hostileLines()) {
    const product = JSON.parse(line) as { externalId: string; title: string; variants: { sku: string }[] };
    const texts = [product.title, ...product.variants.map(({ sku }) => sku)];
    expect(product.externalId).toBe(externalId);
    for (const text of texts) expect(text.includes("\0") || !text.isWellFormed()).toBe(true);
  }
});
