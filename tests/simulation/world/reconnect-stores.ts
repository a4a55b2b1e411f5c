import type { Context } from "#app/domain/context.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { offlineSessionId } from "#app/domain/stores/internal/offline-token.server.ts";
import type { World } from "./world.ts";

/** A merchant who comes back sooner than clocks may differ is told of too late whatever one does. */
export const GONE_AT_LEAST_MS = 20_000;

/**
 * A person opens the app in each store that asks for it, which brings a new token. Answers how many stores that were.
 */
export async function reconnectStores(world: World): Promise<number> {
  const { rows } = await world.database.observer.query<{ domain: string }>(
    "SELECT shop_domain AS domain FROM stores WHERE status = 'RECONNECT_REQUIRED' ORDER BY shop_domain",
  );
  const asking = rows.filter(({ domain }) => world.simulator.shop(domain).isAppInstalled);
  for (const { domain } of asking) reinstallApp(world, domain);
  return asking.length;
}

/** A merchant opens the app, and thereby installs it where it is not. */
export const reinstallApp = (world: World, domain: string): void =>
  world.ask("reconnect", (ctx) => reconnect(world, ctx, domain));

/** As the library that serves the pages does it. */
async function reconnect({ simulator }: World, ctx: Context, domain: string): Promise<void> {
  const { accessToken, refreshToken, expiresInSeconds } = simulator.installApp(domain);
  const id = offlineSessionId(domain);
  const sealed = {
    accessToken: ctx.encryption.encrypt(accessToken, id),
    refreshToken: ctx.encryption.encrypt(refreshToken, id),
    expires: new Date(ctx.clock.now().getTime() + expiresInSeconds * 1000),
  };
  await ctx.db.session.upsert({ where: { id }, create: { id, shop: domain, state: "", ...sealed }, update: sealed });
  await connectStore(ctx, { shopDomain: domain, accessToken });
}
