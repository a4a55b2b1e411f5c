import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { decideGoneBrake } from "../../gone-brake/gone-brake.ts";
import { countedBefore, lockBrake, stop } from "./brake-row.server.ts";

/**
 * Counts one more product that a webhook calls deleted. False when so many are by now that a person has to look first:
 * the link stays as it is, and the run that their word starts reads from the shop what is gone.
 */
export async function countDeletion(tx: Tx, { clock, log }: Runtime, storeId: string): Promise<boolean> {
  const now = clock.now();
  const brake = await lockBrake(tx, storeId);
  const before = countedBefore(brake, now);
  const isNewWindow = before === 0;
  const liveProducts = isNewWindow
    ? await tx.productLink.count({ where: { storeId, goneAt: null } })
    : brake.liveProducts;
  const products = before + 1;
  await tx.goneBrake.update({
    where: { storeId },
    data: { windowProducts: products, ...(isNewWindow ? { windowStartedAt: now, liveProducts } : {}) },
  });
  const { maxGoneShare } = brake;
  const tooMany = decideGoneBrake({
    gone: { products, variants: 0 },
    live: { products: liveProducts, variants: 0 },
    maxGoneShare,
  });
  if (!tooMany && brake.stoppedAt === null) return true;
  if (brake.stoppedAt === null)
    log.warn({ storeId, products }, "So many products were deleted that a person is asked.");
  if (tooMany) {
    const counts = { products, variants: 0, liveProducts, liveVariants: 0 };
    await stop(tx, storeId, now, { source: "DELETIONS", runId: null, ...counts, ...tooMany, maxGoneShare });
  }
  return false;
}
