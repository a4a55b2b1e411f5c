import type { Context } from "#app/domain/context.ts";
import { offlineSessionId } from "#app/domain/stores/internal/offline-token.server.ts";
import { readShopFacts } from "#app/domain/stores/shop-facts.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { createAdminClient } from "#app/shopify/client.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";

interface InstalledApp {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scopes: readonly string[];
}

/** The simulator of this process or of another one. */
export interface Installing {
  installApp(domain: string): InstalledApp | Promise<InstalledApp>;
}

/**
 * Installs the app in a simulated shop and makes the shop a store of the organization, whose worker is woken as after a
 * real installation. Answers the store's id.
 */
export async function connectSimulatedStore(ctx: Context, simulator: Installing, domain: string): Promise<string> {
  const { accessToken, refreshToken, expiresInSeconds, scopes } = await simulator.installApp(domain);
  const id = offlineSessionId(domain);
  const tokens = {
    accessToken: ctx.encryption.encrypt(accessToken, id),
    refreshToken: ctx.encryption.encrypt(refreshToken, id),
    expires: new Date(Date.now() + expiresInSeconds * 1000),
  };
  await ctx.db.session.create({ data: { id, shop: domain, state: "", scope: scopes.join(","), ...tokens } });
  const facts = await readShopFacts(createAdminClient({ shopDomain: domain, accessToken, fetch: ctx.fetch }));
  return inTransaction(ctx.db, async (tx) => {
    const store = await tx.store.create({ data: { organizationId: ctx.organizationId, shopDomain: domain, ...facts } });
    await ctx.queue.send(tx, drainStore, { storeId: store.id });
    return store.id;
  });
}
