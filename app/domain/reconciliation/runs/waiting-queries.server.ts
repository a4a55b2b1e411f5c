import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** What of reconciliation waits for a person; everything is counted to a limit. */
export interface WaitingForPerson {
  findings: number;
  /** Products of shops that may be products of the catalog, or of which several may be meant. */
  adoptions: number;
  /** Stores of which so much seemed to be gone that nothing is called gone until a person says so. */
  brakes: { storeId: string; storeName: string }[];
}

/** Of the stores that the actor may see, together. @param limit counts go no further than this. */
export async function findWaitingForPerson(ctx: Context, limit: number): Promise<WaitingForPerson> {
  const storeId = visibleStoreId(ctx.actor);
  const stores = Prisma.sql`
    SELECT id FROM stores WHERE organization_id = ${ctx.organizationId}::uuid AND status <> 'UNINSTALLED'
      ${storeId === null ? Prisma.empty : Prisma.sql`AND id = ${storeId}::uuid`}`;
  const [found] = await ctx.db.$queryRaw<WaitingForPerson[]>`
    WITH seen AS MATERIALIZED (${stores})
    SELECT
      (SELECT count(*)::int FROM (
        SELECT FROM seen JOIN reconciliation_findings finding ON finding.store_id = seen.id AND finding.state = 'OPEN'
        LIMIT ${limit}) AS counted) AS findings,
      (SELECT count(*)::int FROM (
        SELECT FROM seen JOIN adoption_proposals proposal
          ON proposal.store_id = seen.id AND proposal.state IN ('PROPOSED', 'AMBIGUOUS')
        LIMIT ${limit}) AS counted) AS adoptions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('storeId', store.id, 'storeName', store.name) ORDER BY store.name), '[]')
        FROM seen JOIN gone_brakes brake ON brake.store_id = seen.id AND brake.stopped_at IS NOT NULL
        JOIN stores store ON store.id = seen.id) AS brakes`;
  return found ?? { findings: 0, adoptions: 0, brakes: [] };
}
