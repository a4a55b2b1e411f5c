import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** Calls of a batch to which no answer came: after a crash, a lost connection or a failure of Shopify's. */
export interface UnclearCalls {
  calls: number;
  /** Of them, those of which it is known by now what became of them. */
  resolved: number;
  /** Products that were found in the shop by a look-up and taken over instead of being made again. */
  adopted: number;
}

/** Reads unclear calls only, which are few, through their own index. */
export async function countUnclearCalls(ctx: Context, batchId: string): Promise<UnclearCalls> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND unclear.store_id = ${storeId}::uuid`;
  const [counts] = await ctx.db.$queryRaw<UnclearCalls[]>`
    SELECT count(*)::int AS calls, (count(*) FILTER (WHERE NOT of_group.is_unclear))::int AS resolved,
      (count(DISTINCT of_group.id) FILTER (WHERE EXISTS (
        SELECT 1 FROM upload_attempts found WHERE found.group_id = of_group.id AND found.outcome = 'ADOPTED')))::int AS adopted
    FROM upload_attempts unclear JOIN upload_groups of_group ON of_group.id = unclear.group_id
    WHERE unclear.organization_id = ${ctx.organizationId}::uuid AND unclear.batch_id = ${batchId}::uuid
      AND unclear.outcome = 'UNKNOWN' ${inStore}`;
  return counts ?? { calls: 0, resolved: 0, adopted: 0 };
}
