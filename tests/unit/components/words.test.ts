import { expect, test } from "vitest";
import { emptyNoteFor } from "#app/components/approvals/empty-note-for.ts";
import { estimateWords } from "#app/components/batches/estimate-words.ts";
import { variantName } from "#app/components/batches/variant-name.ts";
import { english } from "#tests/support/texts.ts";

test("the variant of a product without options goes by its SKU and never by Shopify's Default Title", () => {
  expect(variantName(english, { variantTitle: "Moss / S", sku: "CREW-S" })).toBe("Moss / S");
  expect(variantName(english, { variantTitle: "Default Title", sku: "APRON" })).toBe("APRON");
  expect(variantName(english, { variantTitle: "Default Title", sku: null })).toBe("Single variant");
});

test("an empty list blames the search only when there is one", () => {
  expect(emptyNoteFor(english, { approvalStatus: "PENDING" }).title).toBe("Nothing waits for approval");
  expect(emptyNoteFor(english, { approvalStatus: "PENDING", text: "mug" }).title).toBe("No product matches");
  expect(emptyNoteFor(english, {}).title).toBe("No products yet");
});

test("the time that a batch will still take is said roughly, with the points, or with what keeps it from being known", () => {
  const estimate = { points: 12_400, seconds: 150, endsAt: new Date(), obstacle: null, stores: [] };

  expect(estimateWords(english, estimate)).toBe("about 3 min left, 12,400 points");
  expect(estimateWords(english, { ...estimate, seconds: 5 })).toBe("less than a minute left, 12,400 points");
  expect(estimateWords(english, { ...estimate, seconds: 8_000 })).toBe("about 2 h 14 min left, 12,400 points");
  expect(estimateWords(english, { ...estimate, seconds: null, endsAt: null, obstacle: "store-paused" })).toBe(
    "12,400 points left; the time is known once the store is resumed",
  );
});
