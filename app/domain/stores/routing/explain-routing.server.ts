import type { ApprovalStatus, ProductType } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { listStores } from "../store-queries.server.ts";
import { decideForStore, type RoutedCategory, type StoreDecision } from "./decide-route.ts";

export interface ProductRouting {
  product: { id: string; title: string; type: ProductType; approvalStatus: ApprovalStatus };
  /** From the root down to the product's own. */
  categories: RoutedCategory[];
  stores: StoreRouting[];
}

export interface StoreRouting extends StoreDecision {
  store: { id: string; name: string };
  /** The product is in the shop, as far as is known. */
  isInShop: boolean;
}

/**
 * Why a product goes to which store: for each store that the actor may see the nearest category's route, or that there is
 * none.
 * @throws {NotFoundError} for a product that is not the actor's to see: for somebody who is bound to a store, one that
 * neither goes there nor is there.
 */
export async function explainRouting(ctx: Context, productId: string): Promise<ProductRouting> {
  const { organizationId } = ctx;
  const product = await ctx.db.product.findFirst({
    where: { id: productId, organizationId },
    select: { id: true, title: true, type: true, approvalStatus: true, category: { select: { lineage: true } } },
  });
  if (!product) throw new NotFoundError("product");
  const [stores, categories, links] = await Promise.all([
    listStores(ctx),
    readLineage(ctx, product.category.lineage),
    ctx.db.productLink.findMany({ where: { productId, organizationId, goneAt: null }, select: { storeId: true } }),
  ]);
  const linked = new Set(links.map(({ storeId }) => storeId));
  const isEligible = product.type === "NORMAL";
  const routed = stores.map((store): StoreRouting => {
    const decided = decideForStore(categories, {
      storeId: store.id,
      isOpen: store.status !== "UNINSTALLED",
      isEligible,
    });
    return { store: { id: store.id, name: store.name }, ...decided, isInShop: linked.has(store.id) };
  });
  const isHidden = routed.every(({ decision, isInShop }) => decision !== "goes" && !isInShop);
  if (visibleStoreId(ctx.actor) !== null && isHidden) throw new NotFoundError("product");
  const { id, title, type, approvalStatus } = product;
  return { product: { id, title, type, approvalStatus }, categories, stores: routed };
}

/** The categories with the routes that each of them has itself. */
export async function readLineage(ctx: Context, lineage: readonly string[]): Promise<RoutedCategory[]> {
  const visible = visibleStoreId(ctx.actor);
  const found = await ctx.db.category.findMany({
    where: { id: { in: [...lineage] }, organizationId: ctx.organizationId },
    select: {
      id: true,
      name: true,
      path: true,
      routes: {
        where: visible === null ? {} : { storeId: visible },
        select: { id: true, storeId: true, isExcluded: true },
      },
    },
    orderBy: { depth: "asc" },
  });
  return found;
}
