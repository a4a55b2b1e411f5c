import { expect, test } from "vitest";
import { emptyNoteFor } from "#app/components/approvals/empty-note-for.ts";
import { variantName } from "#app/components/batches/variant-name.ts";

test("the variant of a product without options goes by its SKU and never by Shopify's Default Title", () => {
  expect(variantName({ variantTitle: "Moss / S", sku: "CREW-S" })).toBe("Moss / S");
  expect(variantName({ variantTitle: "Default Title", sku: "APRON" })).toBe("APRON");
  expect(variantName({ variantTitle: "Default Title", sku: null })).toBe("Single variant");
});

test("an empty list blames the search only when there is one", () => {
  expect(emptyNoteFor({ approvalStatus: "PENDING" }).title).toBe("Nothing waits for approval");
  expect(emptyNoteFor({ approvalStatus: "PENDING", text: "mug" }).title).toBe("No product matches");
  expect(emptyNoteFor({}).title).toBe("No products yet");
});
