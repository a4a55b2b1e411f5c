import { z } from "zod";
import { isManualClock } from "../clock.ts";
import { type Answer, type Call, jsonAnswer } from "../exchange.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatorState } from "../simulator-state.ts";
import { actOnMerchant, merchantAction } from "./merchant-action.ts";

const domainBody = z.strictObject({ shop: z.string() });

type Route = (simulator: Simulator, body: unknown, url: URL, state: SimulatorState) => unknown;

/** Every route of the control API, by method and path. */
const routes: Record<string, Route> = {
  "GET /": () => ({ routes: Object.keys(routes) }),
  "GET /shops": (simulator) => simulator.shops().map(describeShop),
  "GET /shop": (simulator, _body, url) => describeShop(simulator.shop(shopIn(url))),
  "GET /products": (simulator, _body, url) =>
    simulator.shop(shopIn(url)).productPage({
      search: url.searchParams.get("search") ?? "",
      offset: Number(url.searchParams.get("offset") ?? 0),
      limit: Number(url.searchParams.get("limit") ?? 50),
    }),
  "GET /ledger": (simulator, _body, url) => {
    const { ledger } = simulator.shop(shopIn(url));
    return { ...ledger.summary(), duplicates: ledger.duplicatesByIdentity() };
  },
  "GET /ledger/entries": (simulator, _body, url) => {
    const after = Number(url.searchParams.get("after") ?? 0);
    const entries = simulator.shop(shopIn(url)).ledger.entries();
    return entries.slice(after, after + Number(url.searchParams.get("limit") ?? 1_000));
  },
  "POST /latency": (simulator, body) => {
    const { mutationMs, queryMs } = z
      .strictObject({ mutationMs: z.number().min(0).optional(), queryMs: z.number().min(0).optional() })
      .parse(body);
    simulator.setLatency({
      ...(mutationMs === undefined ? {} : { mutationMs }),
      ...(queryMs === undefined ? {} : { queryMs }),
    });
    return {};
  },
  "GET /faults": (simulator) => simulator.faults.counts(),
  "POST /faults": (simulator, body) => {
    const entries = z.array(z.unknown()).parse(body);
    simulator.faults.addUnchecked(entries);
    return simulator.faults.counts();
  },
  "DELETE /faults": (simulator) => {
    const counts = simulator.faults.counts();
    simulator.faults.clear();
    return counts;
  },
  "POST /merchant": (simulator, body) => actOnMerchant(simulator, merchantAction.parse(body)),
  "POST /install": (simulator, body) => {
    const { shop, scopes } = domainBody.extend({ scopes: z.array(z.string()).optional() }).parse(body);
    return simulator.installApp(shop, scopes ? { scopes } : {});
  },
  "POST /uninstall": (simulator, body) => {
    simulator.uninstallApp(domainBody.parse(body).shop);
    return {};
  },
  "POST /revoke-tokens": (simulator, body) => {
    simulator.revokeTokens(domainBody.parse(body).shop);
    return {};
  },
  "POST /session-token": (simulator, body) => {
    const { shop, userId } = domainBody.extend({ userId: z.int().optional() }).parse(body);
    return { token: simulator.issueSessionToken(shop, userId === undefined ? {} : { userId }) };
  },
  "POST /points": (simulator, body) => {
    const change = domainBody
      .extend({
        available: z.number().min(0).optional(),
        reduction: z.number().positive().max(1).optional(),
        restoreRate: z.number().positive().optional(),
      })
      .parse(body);
    const { bucket } = simulator.shop(change.shop);
    if (change.restoreRate !== undefined) bucket.setRestoreRate(change.restoreRate);
    if (change.reduction !== undefined) bucket.reduceTo(change.reduction);
    if (change.available !== undefined) bucket.setAvailable(change.available);
    return bucket.status();
  },
  "GET /clock": (simulator) => ({ nowMs: simulator.clock.nowMs() }),
  "POST /clock": (simulator, body) => {
    const { advanceMs } = z.strictObject({ advanceMs: z.number().min(0) }).parse(body);
    const { clock } = simulator;
    if (!isManualClock(clock)) {
      throw new RangeError("Only a manual clock can be moved; this simulator runs on another.");
    }
    clock.advance(advanceMs);
    return { nowMs: clock.nowMs() };
  },
  "GET /webhooks": (simulator) => ({ pending: simulator.webhooks.pending(), attempts: simulator.webhooks.attempts() }),
};

function shopIn(url: URL): string {
  const shop = url.searchParams.get("shop");
  if (!shop) throw new RangeError("Name the shop: ?shop=<name>.myshopify.com");
  return shop;
}

function describeShop(shop: ReturnType<Simulator["shop"]>): Record<string, unknown> {
  return {
    domain: shop.domain,
    name: shop.name,
    plan: shop.plan,
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

/** Lets another process look into the simulator and turn its knobs. Not part of Shopify. */
export async function answerControl(state: SimulatorState, simulator: Simulator, call: Call): Promise<Answer> {
  const path = call.url.pathname.replace(/^\/__control/, "") || "/";
  const route = routes[`${call.method} ${path}`];
  if (!route) return jsonAnswer(404, { error: `There is no ${call.method} ${path}.`, routes: Object.keys(routes) });
  try {
    const body: unknown = call.body === "" ? {} : JSON.parse(call.body);
    return jsonAnswer(200, await route(simulator, body, call.url, state));
  } catch (error) {
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    if (error instanceof Error) return jsonAnswer(400, { error: error.message });
    throw error;
  }
}
