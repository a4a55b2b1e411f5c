import type { Tx } from "./db.server.ts";

/**
 * Takes waiting jobs out of the queue whose payload names the store or the shop, of whatever kind; those under way go on.
 * Answers how many there were.
 */
export async function forgetJobs(
  tx: Tx,
  { storeId, shopDomain }: { storeId: string | null; shopDomain: string },
): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM pgboss.job
    WHERE state IN ('created', 'retry') AND (data ->> 'shopDomain' = ${shopDomain} OR data ->> 'storeId' = ${storeId})`;
}
