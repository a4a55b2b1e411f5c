import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";

/** The right to refresh a shop's token. A stale holder is recognized by its fence. */
export interface RefreshLease {
  shopDomain: string;
  holder: string;
  fence: bigint;
}

/** Longer than a refresh can take, so that a lease runs out only under a process that stands still or died. */
export const LEASE_MS = 20_000;
/** How far the clocks of processes may lie apart before one takes another's running refresh for a kept lease. */
const CLOCKS_APART_MS = 20_000;

/**
 * Takes the lease unless somebody holds it; null then. Of several processes at once exactly one gets it.
 * After a refresh its holder keeps it until the new token is due, which a token that has run out all the same overrides.
 */
export async function takeRefreshLease(
  runtime: Runtime,
  shopDomain: string,
  { isTokenUsable }: { isTokenUsable: boolean },
): Promise<RefreshLease | null> {
  const holder = randomUUID();
  const now = runtime.clock.now();
  const until = new Date(now.getTime() + LEASE_MS);
  const longerThanRefreshing = new Date(until.getTime() + CLOCKS_APART_MS);
  const won = await runtime.db.$queryRaw<{ fence: bigint }[]>`
    INSERT INTO token_refresh_leases AS lease (shop_domain, holder, fence, expires_at)
    VALUES (${shopDomain}, ${holder}::uuid, 1, ${until})
    ON CONFLICT (shop_domain) DO UPDATE
      SET holder = excluded.holder, fence = lease.fence + 1, expires_at = excluded.expires_at
      WHERE lease.expires_at <= ${now} OR (NOT ${isTokenUsable}::boolean AND lease.expires_at > ${longerThanRefreshing})
    RETURNING fence`;
  const fence = won[0]?.fence;
  return fence === undefined ? null : { shopDomain, holder, fence };
}

/** Keeps the lease until then; `until` in the past gives it back. False when it is no longer ours. */
export async function holdRefreshLease(db: Db, lease: RefreshLease, until: Date): Promise<boolean> {
  const { count } = await db.tokenRefreshLease.updateMany({ where: { ...lease }, data: { expiresAt: until } });
  return count === 1;
}
