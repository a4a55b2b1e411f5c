import type { Context } from "#app/domain/context.ts";

/** The same items with the titles of their catalog products, and with ids as the pages and the API tell them. */
export async function withProductTitles<Item extends { id: bigint; productId: string | null }>(
  { db, organizationId }: Context,
  items: readonly Item[],
): Promise<(Omit<Item, "id"> & { id: string; productTitle: string | null })[]> {
  const ids = items.flatMap(({ productId }) => (productId === null ? [] : [productId]));
  const products = await db.product.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, title: true },
  });
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  return items.map((item) => ({
    ...item,
    id: String(item.id),
    productTitle: titles.get(item.productId ?? "") ?? null,
  }));
}
