import type { StageStore } from "../upload-stage.ts";

/** What must never be, in products. */
export interface Damage {
  /** Made in the shop beyond the first of each. */
  readonly duplicates: number;
  /** Not carried to the shop, or without its end being known here. */
  readonly lost: number;
}

/** Counts both from the shop's own record of what was really made there, and from how the groups of the batch ended. */
export async function countDamage({ ctx, shop }: StageStore, batchId: string, products: number): Promise<Damage> {
  const made = new Set(shop.ledger.productCreates().flatMap(({ identity }) => identity ?? []));
  const succeeded = await ctx.db.uploadGroup.findMany({
    where: { batchId, status: "SUCCESS" },
    select: { productId: true },
  });
  const arrived = new Set(succeeded.flatMap(({ productId }) => (made.has(productId) ? [productId] : [])));
  return { duplicates: shop.ledger.count("product-created") - made.size, lost: products - arrived.size };
}
