import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { WINDOW_MS, type GoneReport } from "../../gone-brake/gone-brake.ts";

export interface BrakeRow {
  windowStartedAt: Date | null;
  windowProducts: number;
  liveProducts: number;
  stoppedAt: Date | null;
  releasedProducts: number;
  releasedVariants: number;
  maxGoneShare: number;
}

/** A store's brake, locked for the transaction: what is weighed against it is weighed one after the other. */
export async function lockBrake(tx: Tx, storeId: string): Promise<BrakeRow> {
  await tx.$executeRaw`INSERT INTO gone_brakes (store_id) VALUES (${storeId}::uuid) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<BrakeRow[]>`
    SELECT brake.window_started_at AS "windowStartedAt", brake.window_products AS "windowProducts",
      brake.live_products AS "liveProducts", brake.stopped_at AS "stoppedAt", brake.released_products AS "releasedProducts",
      brake.released_variants AS "releasedVariants", store.max_gone_share AS "maxGoneShare"
    FROM gone_brakes brake JOIN stores store ON store.id = brake.store_id
    WHERE brake.store_id = ${storeId}::uuid FOR UPDATE OF brake`;
  if (!row) throw new Error(`Store ${storeId} has no brake.`);
  return row;
}

/** Deletions that count together with what comes now. While the brake holds, none is forgotten. */
export function countedBefore({ windowStartedAt, windowProducts, stoppedAt }: BrakeRow, now: Date): number {
  const isOver = windowStartedAt === null || now.getTime() - windowStartedAt.getTime() >= WINDOW_MS;
  return isOver && stoppedAt === null ? 0 : windowProducts;
}

export async function stop(tx: Tx, storeId: string, now: Date, report: GoneReport): Promise<void> {
  await tx.$executeRaw`
    UPDATE gone_brakes SET stopped_at = coalesce(stopped_at, ${now}::timestamptz), report = ${JSON.stringify(report)}::jsonb
    WHERE store_id = ${storeId}::uuid`;
}

/** The shop was read, and what is gone there is not too much. */
export async function letGo(tx: Tx, storeId: string): Promise<void> {
  await tx.goneBrake.updateMany({
    where: { storeId, stoppedAt: { not: null } },
    data: { stoppedAt: null, report: Prisma.DbNull, windowStartedAt: null, windowProducts: 0 },
  });
}
