import { z } from "zod";
import { restoreRateOfPlan, type ShopPlan } from "../options.ts";
import type { Simulator } from "../simulator.ts";
import { actOnMerchant, merchantAction } from "./merchant-action.ts";
import { count, ofShop, route } from "./route.ts";

const plans = Object.keys(restoreRateOfPlan) as [ShopPlan, ...ShopPlan[]];

function describeShop(shop: ReturnType<Simulator["shop"]>): Record<string, unknown> {
  return {
    domain: shop.domain,
    name: shop.name,
    plan: shop.plan,
    standing: shop.standing,
    currencyCode: shop.currencyCode,
    isAppInstalled: shop.isAppInstalled,
    products: shop.productCount,
    variants: shop.variantCount,
    points: { ...shop.bucket.status(), spent: shop.bucket.spentPoints },
    traffic: shop.traffic,
    tokens: shop.tokens,
    locations: shop.locations(),
    publications: shop.publications(),
  };
}

/** Shops, what is in them, what was really applied, and what the merchant does. */
export const shopRoutes = [
  route({
    at: "GET /shops",
    does: "Lists the shops with their points, traffic and tokens.",
    answer: ({ simulator }) => simulator.shops().map(describeShop),
  }),
  route({
    at: "GET /shop",
    does: "One shop.",
    query: ofShop,
    answer: ({ simulator }, { shop }) => describeShop(simulator.shop(shop)),
  }),
  route({
    at: "GET /products",
    does: "A page of a shop's products, newest first.",
    query: ofShop.extend({ search: z.string().default(""), offset: count(0, 10_000_000), limit: count(50, 1_000) }),
    answer: ({ simulator }, { shop, ...page }) => simulator.shop(shop).productPage(page),
  }),
  route({
    at: "GET /product",
    does: "One product by its global id; null when it is not there.",
    query: ofShop.extend({ id: z.string() }),
    answer: ({ simulator }, { shop, id }) => simulator.shop(shop).findProduct(id),
  }),
  route({
    at: "GET /bulk-operations",
    does: "The bulk operations that were started in a shop, oldest first.",
    query: ofShop,
    answer: ({ simulator }, { shop }) => simulator.shop(shop).bulkOperations(),
  }),
  route({
    at: "GET /ledger",
    does: "Sums of what was really applied in a shop, and identities that were created more than once.",
    query: ofShop,
    answer({ simulator }, { shop }) {
      const { ledger } = simulator.shop(shop);
      const { createdIdentities } = ledger;
      return { ...ledger.summary(), createdIdentities, duplicates: ledger.duplicatesByIdentity() };
    },
  }),
  route({
    at: "GET /ledger/entries",
    does: "A page of what was really applied, oldest first; `next` is the `after` of the next page, null behind the last.",
    query: ofShop.extend({ after: count(0, Number.MAX_SAFE_INTEGER), limit: count(1_000, 10_000) }),
    answer({ simulator }, { shop, after, limit }) {
      const entries = simulator.shop(shop).ledger.entriesAfter(after, limit + 1);
      const page = entries.slice(0, limit);
      return { entries: page, next: entries.length > limit ? (page.at(-1)?.sequence ?? after) : null };
    },
  }),
  route({
    at: "POST /merchant",
    does: "The merchant does something in the shop's admin.",
    body: merchantAction,
    answer: ({ simulator }, _query, action) => actOnMerchant(simulator, action),
  }),
  route({
    at: "POST /points",
    does: "Changes a shop's points: what is available, another restore rate, or all temporarily reduced by a factor.",
    body: ofShop.extend({
      available: z.number().min(0).optional(),
      reduction: z.number().positive().max(1).optional(),
      restoreRate: z.number().positive().optional(),
    }),
    answer({ simulator }, _query, change) {
      const { bucket } = simulator.shop(change.shop);
      if (change.restoreRate !== undefined) bucket.setRestoreRate(change.restoreRate);
      if (change.reduction !== undefined) bucket.reduceTo(change.reduction);
      if (change.available !== undefined) bucket.setAvailable(change.available);
      return bucket.status();
    },
  }),
  route({
    at: "POST /plan",
    does: "The merchant moves to another plan; its points follow.",
    body: ofShop.extend({ plan: z.enum(plans) }),
    answer({ simulator }, _query, { shop, plan }) {
      const { bucket } = simulator.shop(shop);
      bucket.changePlan(plan);
      return bucket.status();
    },
  }),
  route({
    at: "POST /standing",
    does: "Whether Shopify serves the shop: open, or frozen (402), forbidden (403), locked (423), closed (404).",
    body: ofShop.extend({ standing: z.enum(["open", "frozen", "forbidden", "locked", "closed"]) }),
    answer({ simulator }, _query, { shop, standing }) {
      simulator.shop(shop).standing = standing;
      return { standing };
    },
  }),
];
