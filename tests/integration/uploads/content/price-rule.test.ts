import type { PriceRounding } from "@prisma/client";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { variantSnapshotSchema } from "#app/domain/uploads/internal/snapshot.ts";
import { addProduct, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

interface Rule {
  currency?: string;
  rate?: string;
  factor?: string;
  rounding?: PriceRounding;
}

/** What a variant in US dollars becomes in a store each, by the rule of its route. */
async function sentPrices(variant: { price: string; compareAtPrice?: string; cost?: string }, rules: readonly Rule[]) {
  await using world = await openUploadWorld({
    shops: rules.map(({ currency = "USD" }) => ({ currencyCode: currency })),
  });
  const storeIds = [...world.storeIds.values()];
  for (const [index, storeId] of storeIds.entries()) {
    const { currency = "USD", rate, factor, rounding } = rules[index] ?? {};
    await world.ctx.db.store.update({ where: { id: storeId }, data: { currencyCode: currency } });
    await world.ctx.db.route.updateMany({
      where: { storeId },
      data: {
        priceRate: rate ?? null,
        ...(factor === undefined ? {} : { priceFactor: factor }),
        ...(rounding === undefined ? {} : { priceRounding: rounding }),
      },
    });
  }
  const { id, variantIds } = await addProduct(world, { sizes: ["One"] });
  await world.ctx.db.variant.updateMany({ where: { id: { in: variantIds } }, data: variant });
  await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { productId: id } });
  return storeIds.map((storeId) => {
    const row = rows.find((candidate) => candidate.storeId === storeId);
    return variantSnapshotSchema.parse(row?.payload);
  });
}

const cases: { price: string; rule: Rule; sent: string }[] = [
  { price: "19.9", rule: {}, sent: "19.9" },
  { price: "19.9999", rule: {}, sent: "19.9999" },
  { price: "19.9999", rule: { factor: "1.1" }, sent: "22" },
  { price: "10", rule: { factor: "1.155" }, sent: "11.55" },
  { price: "10.01", rule: { rate: "0.9215", currency: "EUR" }, sent: "9.22" },
  { price: "10.01", rule: { rate: "0.9215", factor: "2", currency: "EUR" }, sent: "18.45" },
  { price: "10", rule: { rate: "151.237", currency: "JPY" }, sent: "1512" },
  { price: "10", rule: { rate: "0.30712345", currency: "KWD" }, sent: "3.071" },
  { price: "19.92", rule: { rounding: "FIVE_CENTS" }, sent: "19.9" },
  { price: "19.93", rule: { rounding: "FIVE_CENTS" }, sent: "19.95" },
  { price: "10.24", rule: { rate: "100", rounding: "FIVE_CENTS", currency: "JPY" }, sent: "1025" },
  { price: "19.49", rule: { rounding: "WHOLE" }, sent: "19" },
  { price: "19.5", rule: { rounding: "WHOLE" }, sent: "20" },
  { price: "19.4", rule: { rounding: "NINETY_NINE" }, sent: "18.99" },
  { price: "19.5", rule: { rounding: "NINETY_NINE" }, sent: "19.99" },
  { price: "20", rule: { rounding: "NINETY_NINE" }, sent: "19.99" },
  { price: "19.8", rule: { rate: "100", rounding: "NINETY_NINE", currency: "JPY" }, sent: "1999" },
  { price: "0", rule: { factor: "2", rounding: "NINETY_NINE" }, sent: "0" },
  { price: "0.01", rule: { rounding: "WHOLE" }, sent: "1" },
  { price: "0.01", rule: { rounding: "NINETY_NINE" }, sent: "0.99" },
  { price: "0.01", rule: { factor: "0.1" }, sent: "0.01" },
];

test.each([...Map.groupBy(cases, ({ price }) => price)].map(([price, rules]) => ({ price, rules })))(
  "a price of $price follows each route's rate, factor and rounding",
  async ({ price, rules }) => {
    const sent = await sentPrices(
      { price },
      rules.map(({ rule }) => rule),
    );

    expect(rules.map(({ rule }, index) => ({ price, rule, sent: sent[index]?.price }))).toEqual(rules);
  },
);

test("the compare-at price follows the price's rule, the cost only the rate, and the currency is the shop's when a rate is set", async () => {
  const [unruled, raised, converted] = await sentPrices({ price: "10", compareAtPrice: "12.34", cost: "4.567" }, [
    { currency: "EUR" },
    { factor: "1.5", rounding: "WHOLE" },
    { rate: "0.9", factor: "2", rounding: "NINETY_NINE", currency: "EUR" },
  ]);

  expect(unruled).toMatchObject({ compareAtPrice: "12.34", cost: "4.567", currencyCode: "USD" });
  expect(raised).toMatchObject({ compareAtPrice: "19", cost: "4.567", currencyCode: "USD" });
  expect(converted).toMatchObject({ compareAtPrice: "21.99", cost: "4.11", currencyCode: "EUR" });
});
