import fc from "fast-check";
import { expect, test } from "vitest";
import { planLinkRepairs, type KnownVariantLink } from "#app/domain/reconciliation/plan-link-repairs.ts";
import type { ShopProduct, ShopVariant } from "#app/domain/reconciliation/webhook-payloads.ts";

const variantGid = (number: number) => `gid://shopify/ProductVariant/${number}`;
const itemGid = (number: number) => `gid://shopify/InventoryItem/${number}`;

const link = (number: number, overrides: Partial<KnownVariantLink> = {}): KnownVariantLink => ({
  variantId: `ours-${number}`,
  shopifyVariantId: variantGid(number),
  shopifyInventoryItemId: itemGid(number),
  sku: `SKU-${number}`,
  optionValues: [`Size ${number}`],
  isGone: false,
  isYoung: false,
  ...overrides,
});

const shown = (number: number, overrides: Partial<ShopVariant> = {}): ShopVariant => ({
  shopifyVariantId: variantGid(number),
  shopifyInventoryItemId: itemGid(number),
  sku: `SKU-${number}`,
  optionValues: [`Size ${number}`],
  ...overrides,
});

const product = (variants: ShopVariant[], allVariantIds?: ReadonlySet<string> | null): ShopProduct => ({
  shopifyProductId: "gid://shopify/Product/1",
  handle: "shirt",
  updatedAt: new Date("2026-11-23T10:00:00Z"),
  variants,
  allVariantIds: allVariantIds === undefined ? new Set(variants.map((one) => one.shopifyVariantId)) : allVariantIds,
});

const nothing = { repairs: [], gone: [], ambiguous: [] };

test("a product that is as we know it needs no repair, whatever its order", () => {
  const plan = planLinkRepairs([link(1), link(2)], product([shown(2), shown(1)]));

  expect(plan).toEqual(nothing);
});

test("what the merchant changed on a variant that is still there does not touch its link", () => {
  const plan = planLinkRepairs([link(1)], product([shown(1, { sku: "THEIRS", optionValues: ["Renamed"] })]));

  expect(plan).toEqual(nothing);
});

test("a variant of the merchant's own is nobody's link", () => {
  const plan = planLinkRepairs([link(1)], product([shown(1), shown(9)]));

  expect(plan).toEqual(nothing);
});

test("a changed inventory item is followed", () => {
  const plan = planLinkRepairs([link(1)], product([shown(1, { shopifyInventoryItemId: itemGid(77) })]));

  expect(plan.repairs).toEqual([
    { variantId: "ours-1", shopifyVariantId: variantGid(1), shopifyInventoryItemId: itemGid(77), isReplaced: false },
  ]);
});

test("a deleted and recreated variant is found again by its sku", () => {
  const plan = planLinkRepairs(
    [link(1), link(2)],
    product([shown(1), shown(8, { sku: "SKU-2", optionValues: ["Other"] })]),
  );

  expect(plan).toEqual({
    repairs: [
      { variantId: "ours-2", shopifyVariantId: variantGid(8), shopifyInventoryItemId: itemGid(8), isReplaced: true },
    ],
    gone: [],
    ambiguous: [],
  });
});

test("where the sku says nothing, the option values do", () => {
  const plan = planLinkRepairs([link(1)], product([shown(8, { sku: null, optionValues: ["Size 1"] })]));

  expect(plan.repairs.map((repair) => repair.shopifyVariantId)).toEqual([variantGid(8)]);
});

test("a product without options is found by Shopify's Default Title", () => {
  const ours = link(1, { optionValues: [], sku: null });

  const plan = planLinkRepairs([ours], product([shown(8, { sku: null, optionValues: ["Default Title"] })]));

  expect(plan.repairs.map((repair) => repair.shopifyVariantId)).toEqual([variantGid(8)]);
});

test("a sku that two variants have decides nothing, and both are named to a person with what tells them apart", () => {
  const twins = [shown(8, { sku: "SKU-1", optionValues: ["X"] }), shown(9, { sku: "SKU-1", optionValues: ["Y"] })];

  const plan = planLinkRepairs([link(1)], product(twins));

  const candidates = [8, 9].map((number) => ({
    shopifyVariantId: variantGid(number),
    shopifyInventoryItemId: itemGid(number),
    sku: "SKU-1",
    optionValues: [number === 8 ? "X" : "Y"],
  }));
  const ambiguous = [{ variantId: "ours-1", candidates }];
  expect(plan).toEqual({ repairs: [], gone: ["ours-1"], ambiguous });
});

test("what is ambiguous still is when its link is gone already", () => {
  const twins = [shown(8, { sku: "SKU-1", optionValues: ["X"] }), shown(9, { sku: "SKU-1", optionValues: ["Y"] })];

  const plan = planLinkRepairs([link(1, { isGone: true })], product(twins));

  expect(plan.ambiguous.map(({ variantId }) => variantId)).toEqual(["ours-1"]);
  expect(plan.gone).toEqual([]);
});

test("a variant that is no longer there is gone, once", () => {
  const gone = planLinkRepairs([link(1), link(2)], product([shown(1)]));
  const again = planLinkRepairs([link(1), link(2, { isGone: true })], product([shown(1)]));

  expect(gone).toEqual({ repairs: [], gone: ["ours-2"], ambiguous: [] });
  expect(again).toEqual(nothing);
});

test("a variant that was taken for gone and is there after all comes back", () => {
  const plan = planLinkRepairs([link(1, { isGone: true })], product([shown(1)]));

  expect(plan.repairs).toMatchObject([{ variantId: "ours-1", isReplaced: false }]);
});

test("a link that is younger than the news is not called gone by it", () => {
  const plan = planLinkRepairs([link(1), link(2, { isYoung: true })], product([shown(1)]));

  expect(plan).toEqual(nothing);
});

test("news that do not name all variants call none of them gone", () => {
  const plan = planLinkRepairs([link(1), link(2)], product([shown(1)], null));

  expect(plan).toEqual(nothing);
});

test("a variant beyond those that were told in full is there by its id alone, and one whose id is missing is gone", () => {
  const ids = new Set([variantGid(1), variantGid(2), variantGid(8)]);

  const plan = planLinkRepairs([link(1), link(2), link(3)], product([shown(1)], ids));

  expect(plan).toEqual({ repairs: [], gone: ["ours-3"], ambiguous: [] });
});

test("a sku that two links had is told apart once one of them was found by its options", () => {
  const links = [link(1, { sku: "A", optionValues: ["S"] }), link(2, { sku: "A", optionValues: ["M"] })];
  const news = product([shown(3, { sku: "A", optionValues: ["L"] }), shown(4, { sku: null, optionValues: ["M"] })]);

  const plan = planLinkRepairs(links, news);

  expect(plan.gone).toEqual([]);
  expect(plan.repairs.map(({ variantId }) => variantId).toSorted()).toEqual(
    links.map((one) => one.variantId).toSorted(),
  );
});

test("whatever the shop says, no two links lead to one variant, none is both repaired and gone, and a second look changes nothing", () => {
  const anyLink = fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    sku: fc.option(fc.constantFrom("A", "B", "C")),
    option: fc.constantFrom("S", "M", "L"),
    isGone: fc.boolean(),
    isYoung: fc.boolean(),
  });
  const distinct = { selector: (one: { number: number }) => one.number, maxLength: 6 };
  fc.assert(
    fc.property(
      fc.uniqueArray(anyLink, distinct),
      fc.uniqueArray(anyLink, distinct),
      fc.boolean(),
      (ours, theirs, isWhole) => {
        const links = ours.map(({ number, option, ...rest }) => link(number, { ...rest, optionValues: [option] }));
        const variants = theirs.map(({ number, sku, option }) => shown(number, { sku, optionValues: [option] }));
        const news = product(variants, isWhole ? undefined : null);

        const plan = planLinkRepairs(links, news);

        const repairs = new Map(plan.repairs.map((repair) => [repair.variantId, repair]));
        const after = links.map((one) => {
          const { isReplaced: _, ...ids } = repairs.get(one.variantId) ?? { isReplaced: false };
          return {
            ...one,
            ...ids,
            isGone: plan.gone.includes(one.variantId) || (one.isGone && !repairs.has(one.variantId)),
          };
        });
        const targets = after.map((one) => one.shopifyVariantId);
        expect(new Set(targets).size).toBe(targets.length);
        expect(plan.gone.filter((id) => repairs.has(id))).toEqual([]);
        const isNamed = plan.ambiguous.filter(({ variantId }) => repairs.has(variantId));
        expect(isNamed).toEqual([]);
        expect(planLinkRepairs(after, news)).toEqual({ ...nothing, ambiguous: plan.ambiguous });
      },
    ),
    { numRuns: 500 },
  );
});
