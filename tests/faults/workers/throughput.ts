import type { StageStore } from "../upload-stage.ts";

/** What a store took up from its first call to its last row. */
export async function productsPerSecond({ ctx: { db }, storeId }: StageStore, products: number): Promise<number> {
  const { _min: first } = await db.uploadAttempt.aggregate({ where: { storeId }, _min: { startedAt: true } });
  const { _max: last } = await db.shopifyUploadProduct.aggregate({ where: { storeId }, _max: { processedAt: true } });
  return rateOf(products, { firstAt: first.startedAt, lastAt: last.processedAt });
}

/** NaN when there was no beginning or no end. */
export function rateOf(products: number, { firstAt, lastAt }: { firstAt: Date | null; lastAt: Date | null }): number {
  if (firstAt === null || lastAt === null || lastAt <= firstAt) return Number.NaN;
  return (products * 1_000) / (lastAt.getTime() - firstAt.getTime());
}

/** How many times as long as in calm a product takes; infinite when nothing was measured, so that no bound holds. */
export function multipleOfCalm(calmPerSecond: number, perSecond: number): number {
  const multiple = calmPerSecond / perSecond;
  return Number.isNaN(multiple) ? Number.POSITIVE_INFINITY : multiple;
}
