import type { Prisma, ReconciliationFindingKind, ReconciliationFindingState } from "@prisma/client";
import { withProductTitles } from "#app/domain/catalog/product-titles.server.ts";
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

/** How many findings of a store wait for a person, by kind. */
export async function summarizeOpenFindings(
  ctx: Context,
  { storeId }: { storeId: string },
): Promise<Partial<Record<ReconciliationFindingKind, number>>> {
  await getStore(ctx, storeId);
  const counted = await ctx.db.reconciliationFinding.groupBy({
    by: ["kind"],
    where: { storeId, organizationId: ctx.organizationId, state: "OPEN" },
    _count: true,
  });
  return Object.fromEntries(counted.map(({ kind, _count }) => [kind, _count]));
}
