import type { Context } from "#app/domain/context.ts";
import { offlineSessionId } from "./internal/offline-token.server.ts";
import { findMissingScopes } from "./required-scopes.ts";
import type { StoreView } from "./store-queries.server.ts";

/** The access scopes that each of the stores lacks, by its id; a store that has no token is not listed. */
export async function listMissingScopes(
  ctx: Context,
  stores: readonly Pick<StoreView, "id" | "shopDomain">[],
): Promise<Map<string, string[]>> {
  const storeIdOf = new Map(stores.map(({ id, shopDomain }) => [offlineSessionId(shopDomain), id]));
  const sessions = await ctx.db.session.findMany({
    where: { id: { in: [...storeIdOf.keys()] } },
    select: { id: true, scope: true },
  });
  return new Map(
    sessions.flatMap(({ id, scope }) => {
      const storeId = storeIdOf.get(id);
      return storeId === undefined ? [] : [[storeId, findMissingScopes((scope ?? "").split(","))] as const];
    }),
  );
}
