import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { stockTargets } from "../internal/stock-targets-sql.server.ts";

/** How far the shop's stock of one product is from what it should be, as far as is known without asking the shop. */
export interface ProductDrift {
  /** Variants times locations that the app keeps equal. */
  levels: number;
  /** Of them those that the shop has not told yet, or not beyond doubt. */
  unknown: number;
  differing: number;
  /** Sum of the differences. */
  units: number;
  /** Left alone until a person releases them, because Shopify refused to set them. */
  quarantined: number;
}

/** @throws {ForbiddenError} for a store that is not the actor's to see. */
export async function summarizeProductDrift(
  ctx: Context,
  { storeId, productId }: { storeId: string; productId: string },
): Promise<ProductDrift> {
  requirePermission(ctx.actor, "view", storeId);
  const linked = await ctx.db.variantLink.findMany({
    where: { organizationId: ctx.organizationId, storeId, productId, goneAt: null },
    select: { variantId: true },
  });
  const variantIds = linked.map(({ variantId }) => variantId);
  const scope = { storeId, categoryId: null, productId, arrivalsOf: null, variantIds };
  const [drift] = await ctx.db.$queryRaw<ProductDrift[]>`
    SELECT count(*)::int AS levels, count(*) FILTER (WHERE known_quantity IS NULL)::int AS unknown,
      count(*) FILTER (WHERE known_quantity <> target)::int AS differing,
      coalesce(sum(abs(target::bigint - known_quantity)), 0)::float AS units,
      count(*) FILTER (WHERE is_quarantined)::int AS quarantined
    FROM (${stockTargets(scope, { after: null, through: null })}) AS level`;
  return drift ?? { levels: 0, unknown: 0, differing: 0, units: 0, quarantined: 0 };
}
