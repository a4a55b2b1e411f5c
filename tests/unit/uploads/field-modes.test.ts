import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decideSending,
  fieldModesSchema,
  modeOf,
  mustAskShop,
  PRODUCT_FIELDS,
  readFieldModes,
  ROUTE_FIELDS,
  VARIANT_FIELDS,
  type FieldMode,
  type FieldName,
} from "#app/domain/uploads/field-modes.ts";

const MODES: readonly FieldMode[] = ["ours", "shop", "until-edited"];

/** Contents of one field: the catalog's, what Shopify accepted last (or nobody knows), and what the shop shows. */
const content = fc.constantFrom("a", "b", "c");
const field = fc.record({ mine: content, accepted: fc.option(content), shown: content });

const send = (mode: FieldMode, { mine, accepted, shown }: { mine: string; accepted: string | null; shown: string }) =>
  decideSending({ mode, isAccepted: accepted === mine, isUnedited: accepted === shown, isShown: mine === shown });

test("what is ours is in the shop after every update, whatever was done to it there", () => {
  fc.assert(
    fc.property(field, (given) => {
      expect(send("ours", given)).toBe(given.mine !== given.shown);
    }),
  );
});

test("what is the shop's is never sent after the creation", () => {
  fc.assert(
    fc.property(field, (given) => {
      expect(send("shop", given)).toBe(false);
    }),
  );
});

test("what is ours until it is edited never replaces what somebody else made of it, nor what nobody knows", () => {
  fc.assert(
    fc.property(field, (given) => {
      const isEdited = given.accepted !== given.shown;
      expect(send("until-edited", given)).toBe(!isEdited && given.mine !== given.shown);
    }),
  );
});

test("the shop is asked only where its answer can decide", () => {
  fc.assert(
    fc.property(fc.constantFrom(...MODES), field, (mode, given) => {
      const isAccepted = given.accepted === given.mine;
      const sentWhere = ["a", "b", "c"].filter((shown) => send(mode, { ...given, shown }));
      const isSentWhereItDiffers = sentWhere.length === 2 && !sentWhere.includes(given.mine);
      const isAsked = mustAskShop({ mode, isAccepted, isKnown: given.accepted !== null });
      expect(isAsked || sentWhere.length === 0 || isSentWhereItDiffers).toBe(true);
    }),
  );
});

test("a route decides each field by itself, and a field that it leaves out has the product's default", () => {
  const names = fc.constantFrom(...Object.keys(ROUTE_FIELDS));
  const modes = fc.dictionary(names, fc.constantFrom(...MODES));
  fc.assert(
    fc.property(modes, (stored) => {
      const read = fieldModesSchema.parse(stored);
      expect(readFieldModes(stored)).toEqual(read);
      for (const [name, { mode }] of Object.entries(ROUTE_FIELDS)) {
        expect(modeOf(read, name as FieldName)).toBe(stored[name] ?? mode);
      }
    }),
  );
});

test("what another release has written of modes is passed over, not refused", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      expect(fieldModesSchema.safeParse(readFieldModes(stored)).success).toBe(true);
    }),
  );
  expect(readFieldModes({ title: "ours", price: "sometimes", colour: "shop" })).toEqual({ title: "ours" });
});

test("prices, skus, barcodes, options and weights are ours, texts and images until they are edited, the rest the shop's", () => {
  const named = (mode: FieldMode) =>
    Object.entries(ROUTE_FIELDS).flatMap(([name, of]) => (of.mode === mode ? name : []));

  expect(named("ours")).toEqual(["price", "sku", "barcode", "options", "weight"]);
  expect(named("until-edited")).toEqual(["title", "description", "tags", "images", "variantImage"]);
  expect(new Set([...PRODUCT_FIELDS, ...VARIANT_FIELDS]).size).toBe(Object.keys(ROUTE_FIELDS).length);
});
