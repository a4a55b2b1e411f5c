import type { Context } from "#app/domain/context.ts";
import type { StockRunView } from "./run-queries.server.ts";

/** A stock sync with the names of what it covers. */
export interface NamedStockRun extends StockRunView {
  storeName: string;
  /** Path of the category or title of the product; null: all of the store, or what arrived. */
  scopeName: string | null;
}

const DELETED = "What was deleted since";

/** The same runs with the names of their stores, categories and products. */
export async function withRunNames(ctx: Context, runs: readonly StockRunView[]): Promise<NamedStockRun[]> {
  const { organizationId, db } = ctx;
  const idsOf = (ids: readonly (string | null)[]) => ({ organizationId, id: { in: ids.filter((id) => id !== null) } });
  const [stores, categories, products] = await Promise.all([
    db.store.findMany({ where: idsOf(runs.map((run) => run.storeId)), select: { id: true, name: true } }),
    db.category.findMany({
      where: idsOf(runs.map((run) => run.categoryId)),
      select: { id: true, path: true, name: true },
    }),
    db.product.findMany({ where: idsOf(runs.map((run) => run.productId)), select: { id: true, title: true } }),
  ]);
  const names = new Map<string, string>([
    ...stores.map(({ id, name }) => [id, name] as const),
    ...categories.map(({ id, path, name }) => [id, path === "" ? name : path] as const),
    ...products.map(({ id, title }) => [id, title] as const),
  ]);
  return runs.map((run) => {
    const scopeId = run.categoryId ?? run.productId;
    return {
      ...run,
      storeName: names.get(run.storeId) ?? "",
      scopeName: scopeId === null ? null : (names.get(scopeId) ?? DELETED),
    };
  });
}
