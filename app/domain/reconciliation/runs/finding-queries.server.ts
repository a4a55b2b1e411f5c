import type { Prisma, ReconciliationFindingKind, ReconciliationFindingState } from "@prisma/client";
import { withProductTitles } from "#app/domain/catalog/product-titles.server.ts";
import { boundedAt, type BoundedCount } from "#app/domain/bounded-count.ts";
import type { Context } from "#app/domain/context.ts";
import { cutPage, isBackwardRequest, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";

export interface FindingFilter {
  storeId: string;
  runId?: string | undefined;
  kind?: ReconciliationFindingKind | undefined;
  state?: ReconciliationFindingState | undefined;
}

const shown = {
  id: true,
  runId: true,
  kind: true,
  state: true,
  productId: true,
  variantId: true,
  shopifyProductId: true,
  details: true,
  decidedBy: true,
  decidedAt: true,
  createdAt: true,
  seenAt: true,
} satisfies Prisma.ReconciliationFindingSelect;

type FindingRow = Prisma.ReconciliationFindingGetPayload<{ select: typeof shown }>;

/** One difference between links and shop, as a person reads it. */
export type FindingView = Omit<FindingRow, "id"> & { id: string; productTitle: string | null };

/** What was found in a store, newest first. @throws {NotFoundError} for a store that is not the actor's to see. */
export async function listFindings(
  ctx: Context,
  { storeId, runId, kind, state }: FindingFilter,
  page: PageRequest,
): Promise<Page<FindingView>> {
  await getStore(ctx, storeId);
  const key = page.after ?? page.before;
  const isBackward = isBackwardRequest(page);
  const found = await ctx.db.reconciliationFinding.findMany({
    where: {
      storeId,
      organizationId: ctx.organizationId,
      ...(runId === undefined ? {} : { runId }),
      ...(kind === undefined ? {} : { kind }),
      ...(state === undefined ? {} : { state }),
      ...(key === undefined ? {} : { id: isBackward ? { gt: BigInt(key) } : { lt: BigInt(key) } }),
    },
    orderBy: { id: isBackward ? "asc" : "desc" },
    take: page.limit + 1,
    select: shown,
  });
  const { items, next, previous } = cutPage(found, page, ({ id }) => String(id));
  return { items: await withProductTitles(ctx, items), next, previous };
}

const COUNTED_AT_MOST = 1_000;

/** How many findings of a store wait for a person, by kind, each counted to a limit; kinds without one are left out. */
export async function summarizeOpenFindings(
  ctx: Context,
  { storeId }: { storeId: string },
): Promise<Partial<Record<ReconciliationFindingKind, BoundedCount>>> {
  await getStore(ctx, storeId);
  const counted = await ctx.db.$queryRaw<{ kind: ReconciliationFindingKind; count: number }[]>`
    SELECT kind, count FROM unnest(enum_range(NULL::reconciliation_finding_kind)) AS kind CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (
        SELECT FROM reconciliation_findings finding
        WHERE finding.store_id = ${storeId}::uuid AND finding.state = 'OPEN' AND finding.kind = kind.kind
        LIMIT ${COUNTED_AT_MOST + 1}) AS open) AS counted
    WHERE count > 0`;
  return Object.fromEntries(counted.map(({ kind, count }) => [kind, boundedAt(COUNTED_AT_MOST, count)]));
}
