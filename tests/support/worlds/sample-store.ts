import { randomUUID } from "node:crypto";
import type { Actor, Context, Runtime, StaffRole } from "#app/domain/context.ts";
import { systemClock, type Clock } from "#app/platform/clock.ts";
import { createSimulator, type Simulator } from "#tests/simulator/simulator.ts";
import { manualClock, type ManualClock } from "#tests/simulator/clock.ts";
import { TEST_CLIENT } from "../test-runtime.ts";

/** A name of its own per test, so that tests share a database. */
export const newShopDomain = (): string => `shop-${randomUUID().slice(0, 13)}.myshopify.com`;

export interface SimulatedWorld {
  simulator: Simulator;
  /** Moves tokens, buckets and the product's idea of now; waits of the product take real time. */
  time: ManualClock;
  clock: Clock;
}

/** Simulated shops whose clock the test and the product share. */
export function simulateShops(...domains: string[]): SimulatedWorld {
  const time = manualClock();
  const simulator = createSimulator({ ...TEST_CLIENT, shops: domains.map((domain) => ({ domain })), clock: time });
  return {
    simulator,
    time,
    clock: { now: () => new Date(time.nowMs()), sleep: (ms, signal) => systemClock.sleep(ms, signal) },
  };
}

export interface SampleStore {
  organizationId: string;
  storeId: string;
  shopDomain: string;
}

/** A connected store of an organization; of a new one unless `organizationId` names it. It has no token yet. */
export async function addSampleStore(
  { db, clock }: Runtime,
  { shopDomain = newShopDomain(), organizationId }: { shopDomain?: string; organizationId?: string } = {},
): Promise<SampleStore> {
  const owner =
    organizationId ??
    (await db.organization.create({ data: { name: "Sample", slug: `sample-${randomUUID()}` }, select: { id: true } }))
      .id;
  const { id: storeId } = await db.store.create({
    data: {
      organizationId: owner,
      shopDomain,
      name: "Sample store",
      currencyCode: "EUR",
      ianaTimezone: "Europe/Berlin",
      connectedAt: clock.now(),
    },
    select: { id: true },
  });
  return { organizationId: owner, storeId, shopDomain };
}

/** Installs the app in the simulated shop and stores the token as the product does. */
export async function giveToken(runtime: Runtime, simulator: Simulator, shopDomain: string): Promise<string> {
  const { accessToken, refreshToken, expiresInSeconds } = simulator.installApp(shopDomain);
  await storeToken(runtime, shopDomain, { accessToken, refreshToken, expiresInSeconds });
  return accessToken;
}

/** Stores a token for the shop in place of the one that is there. */
export async function storeToken(
  { db, clock, encryption }: Runtime,
  shopDomain: string,
  token: { accessToken: string; refreshToken: string | null; expiresInSeconds: number },
): Promise<void> {
  const id = `offline_${shopDomain}`;
  const sealed = {
    accessToken: encryption.encrypt(token.accessToken, id),
    refreshToken: token.refreshToken === null ? null : encryption.encrypt(token.refreshToken, id),
    expires: new Date(clock.now().getTime() + token.expiresInSeconds * 1000),
  };
  await db.session.upsert({ where: { id }, create: { id, shop: shopDomain, state: "", ...sealed }, update: sealed });
}

/** The organization as somebody of this role sees it. */
export function contextOf(runtime: Runtime, store: SampleStore, role: StaffRole = "OWNER"): Context {
  const isBound = role === "MERCHANT" || role === "VIEWER";
  const actor: Actor = { type: "STAFF", id: randomUUID(), name: "Sam", role, storeId: isBound ? store.storeId : null };
  return { ...runtime, organizationId: store.organizationId, actor };
}
