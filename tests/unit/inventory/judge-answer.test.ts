import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeAnswer, type StockUserError } from "#app/domain/inventory/internal/judge-answer.ts";
import { refusalOf } from "#app/domain/inventory/internal/call-sender.server.ts";

const errorAt = (place: number, code: string, field = "quantity"): StockUserError => ({
  code,
  field: ["input", "quantities", String(place), field],
  message: code,
});

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: BigInt(index + 1),
    variantId: `v${index}`,
    locationId: "l",
    inventoryItemId: `i${index}`,
    target: 1,
    changeFrom: 0,
  }));

test("no errors is success, also when nothing had to change", () => {
  expect(judgeAnswer([], 250)).toEqual({ kind: "done" });
});

test("entries that are named are taken out, those that had changed apart from those that are refused", () => {
  const errors = [
    errorAt(3, "CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity"),
    errorAt(7, "INVALID_INVENTORY_ITEM", "inventoryItemId"),
    errorAt(7, "CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity"),
  ];

  expect(judgeAnswer(errors, 250)).toEqual({
    kind: "entries",
    stale: [3],
    refused: [{ place: 7, code: "shopify.invalid-inventory-item", message: "INVALID_INVENTORY_ITEM" }],
  });
});

test("a refusal that names nobody halves the call, until one entry is left, which it then is about", () => {
  const error = { code: "NON_MUTABLE_INVENTORY_ITEM", field: ["input"], message: "Not this one." };

  expect(judgeAnswer([error], 2)).toEqual({ kind: "split" });
  expect(judgeAnswer([error], 1)).toMatchObject({ kind: "entries", refused: [{ place: 0, message: "Not this one." }] });
  expect(judgeAnswer([errorAt(250, "INVALID_LOCATION")], 250)).toEqual({ kind: "split" });
});

test("what is about the call itself is no entry's fault", () => {
  expect(judgeAnswer([{ code: "INVALID_REASON", field: ["input", "reason"], message: "No." }], 250)).toMatchObject({
    kind: "doomed",
  });
});

test("a key that is in use is waited for, and one that is of no use is replaced", () => {
  const about = (code: string) => judgeAnswer([{ code, field: null, message: code }], 250).kind;

  expect(about("IDEMPOTENCY_CONCURRENT_REQUEST")).toBe("wait");
  expect(about("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")).toBe("anew");
});

test("whatever Shopify says, each row of a refused call goes on in exactly one way", () => {
  const codes = ["CHANGE_FROM_QUANTITY_STALE", "INVALID_LOCATION", "INVALID_INVENTORY_ITEM", "NEW_CODE"];
  const error = fc.record({
    code: fc.option(fc.constantFrom(...codes)),
    field: fc.option(
      fc.oneof(
        fc.nat(300).map((place) => ["input", "quantities", String(place), "quantity"]),
        fc.constant(["input"]),
      ),
    ),
    message: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(error, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 250 }), (errors, count) => {
      const rows = rowsOf(count);
      const judgement = judgeAnswer(errors, count);
      if (judgement.kind !== "entries" && judgement.kind !== "split") return;
      const { stale, refused, failed, anew } = refusalOf(rows, judgement);
      const all = [...stale, ...refused.map(({ row }) => row), ...failed.map(({ row }) => row), ...anew.flat()];

      expect(all.map(({ id }) => id).toSorted((one, other) => Number(one - other))).toEqual(rows.map(({ id }) => id));
      // Less is sent again than before, or it would go on for ever.
      expect(anew.every((part) => part.length < count)).toBe(true);
    }),
  );
});
