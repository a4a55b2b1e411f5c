import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { redactShop } from "#jobs/contracts/privacy.ts";

/**
 * Wakes the deletion of every shop that asked for it and is not done, whatever became of the job that came with the
 * request. Free where a job waits already. Returns how many shops were woken.
 */
export async function wakeOpenRedactions(runtime: Runtime): Promise<number> {
  return inTransaction(runtime.db, async (tx) => {
    const shops = await tx.privacyRequest.findMany({
      where: { kind: "SHOP_REDACTION", completedAt: null },
      select: { shopDomain: true },
      distinct: ["shopDomain"],
    });
    for (const { shopDomain } of shops) await runtime.queue.send(tx, redactShop, { shopDomain });
    return shops.length;
  });
}
