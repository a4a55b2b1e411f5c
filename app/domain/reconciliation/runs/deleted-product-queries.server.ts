import type { Context } from "#app/domain/context.ts";
import { cutPage, isBackwardRequest, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";

/** A product that somebody deleted in the shop. */
export interface DeletedProduct {
  productId: string;
  productTitle: string | null;
  shopifyProductId: string;
  deletedAt: Date;
  /** A person has said that the next approval may make it anew; matters where the store asks. */
  mayBeMadeAnew: boolean;
}

/** The products of a store that are deleted in its shop. @throws {NotFoundError} for a store that is not the actor's to see. */
export async function listDeletedProducts(
  ctx: Context,
  { storeId }: { storeId: string },
  page: PageRequest,
): Promise<Page<DeletedProduct>> {
  await getStore(ctx, storeId);
  const key = page.after ?? page.before;
  const isBackward = isBackwardRequest(page);
  const links = await ctx.db.productLink.findMany({
    where: {
      storeId,
      organizationId: ctx.organizationId,
      goneAt: { not: null },
      ...(key === undefined ? {} : { productId: isBackward ? { lt: key } : { gt: key } }),
    },
    orderBy: { productId: isBackward ? "desc" : "asc" },
    take: page.limit + 1,
    select: { productId: true, shopifyProductId: true, goneAt: true, mayBeMadeAnew: true },
  });
  const { items, next, previous } = cutPage(links, page, ({ productId }) => productId);
  const products = await ctx.db.product.findMany({
    where: { organizationId: ctx.organizationId, id: { in: items.map(({ productId }) => productId) } },
    select: { id: true, title: true },
  });
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  return {
    items: items.flatMap(({ goneAt, ...link }) =>
      goneAt === null ? [] : [{ ...link, deletedAt: goneAt, productTitle: titles.get(link.productId) ?? null }],
    ),
    next,
    previous,
  };
}
