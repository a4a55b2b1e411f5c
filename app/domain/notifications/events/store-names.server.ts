import type { Context } from "#app/domain/context.ts";

/** Names of stores of the organization, by their ids. */
export async function storeNames(ctx: Context, storeIds: readonly string[]): Promise<Map<string, string>> {
  if (storeIds.length === 0) return new Map();
  const stores = await ctx.db.store.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...new Set(storeIds)] } },
    select: { id: true, name: true },
  });
  return new Map(stores.map(({ id, name }) => [id, name]));
}
