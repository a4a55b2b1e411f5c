import type { FidelitySwitches, ShopOptions } from "#tests/simulator/options.ts";
import type { Dice } from "../chance/dice.ts";

/** What kind of world a run has: not everything is in each of them, so that a run is short. */
export interface Shape {
  readonly shops: ShopOptions[];
  readonly fidelity: Partial<FidelitySwitches>;
  readonly offlineTokenSeconds: number;
  /** What the app is told of. */
  readonly topics: readonly string[];
  /** Share of the webhooks that never come. */
  readonly lossShare: number;
  /** Warehouses have counted, and customers order. */
  readonly hasStock: boolean;
  /** The customers' orders are counted by the shops, and not by who counts the warehouse. */
  readonly countsOrders: boolean;
  /** Merchants may remove the app, and install it again. */
  readonly mayLeave: boolean;
}

/** Of an uninstalled app the product tells by the time that a real token lives whether it was installed again. */
const REAL_TOKEN_SECONDS = 3_600;

const TOPICS = [
  "products/create",
  "products/update",
  "products/delete",
  "inventory_items/delete",
  "bulk_operations/finish",
  "app/uninstalled",
];
const STOCK_TOPICS = ["inventory_levels/update", "inventory_levels/connect", "inventory_items/update"];

export function chooseShape(dice: Dice): Shape {
  const hasStock = dice.chance(0.3);
  const mayLeave = dice.chance(0.2);
  const shops = ["north", "south"].slice(0, dice.between(1, 2)).map((name) => ({
    domain: `${name}.myshopify.com`,
    plan: dice.pick(["standard", "plus"] as const),
  }));
  return {
    shops,
    fidelity: chooseFidelity(dice),
    offlineTokenSeconds: mayLeave ? REAL_TOKEN_SECONDS : dice.pick([90, 600, REAL_TOKEN_SECONDS]),
    topics: hasStock ? [...TOPICS, ...STOCK_TOPICS] : TOPICS,
    lossShare: dice.pick([0, 0.1, 0.4, 1]),
    hasStock,
    countsOrders: dice.chance(0.5),
    mayLeave,
  };
}

/** Where nobody outside Shopify knows the answer, the product has to be right with each. How long answers take is the wire's. */
const chooseFidelity = (dice: Dice): Partial<FidelitySwitches> => ({
  nodesCost: dice.pick(["once", "per-id"]),
  refusedRefresh: dice.pick(["401-invalid-request", "400-invalid-grant"]),
  refreshTokenRetiredBy: dice.pick(["refresh", "first-use"]),
  replacedAccessToken: dice.pick(["lives-on", "revoked"]),
  appDefinitionsAfterUninstall: dice.pick(["kept", "deleted"]),
  idempotencyAfterFailure: dice.pick(["stored-answer", "previous-attempt-failed"]),
  bulkStartDelayMs: dice.pick([200, 5_000]),
});
