import type { AdoptionMatch, AdoptionState, Prisma } from "@prisma/client";
import { withProductTitles } from "#app/domain/catalog/product-titles.server.ts";
import { boundedAt } from "#app/domain/bounded-count.ts";
import type { Context } from "#app/domain/context.ts";
import { cutPage, isBackwardRequest, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";

export interface AdoptionFilter {
  storeId: string;
  state?: AdoptionState | undefined;
  matchedBy?: AdoptionMatch | undefined;
}

const shown = {
  id: true,
  state: true,
  matchedBy: true,
  shopifyProductId: true,
  title: true,
  handle: true,
  shopifyStatus: true,
  productId: true,
  candidates: true,
  pairs: true,
  variantsInShop: true,
  variantsInCatalog: true,
  reason: true,
  decidedBy: true,
  decidedAt: true,
} satisfies Prisma.AdoptionProposalSelect;

type ProposalRow = Prisma.AdoptionProposalGetPayload<{ select: typeof shown }>;

/** A product of the shop and what it may be in the catalog, as a person reads it. */
export type AdoptionView = Omit<ProposalRow, "id"> & { id: string; productTitle: string | null };

/** The proposals of a store in the order of their making. @throws {NotFoundError} for a store that is not the actor's to see. */
export async function listAdoptions(
  ctx: Context,
  { storeId, state, matchedBy }: AdoptionFilter,
  page: PageRequest,
): Promise<Page<AdoptionView>> {
  await getStore(ctx, storeId);
  const key = page.after ?? page.before;
  const isBackward = isBackwardRequest(page);
  const found = await ctx.db.adoptionProposal.findMany({
    where: {
      storeId,
      organizationId: ctx.organizationId,
      ...(state === undefined ? {} : { state }),
      ...(matchedBy === undefined ? {} : { matchedBy }),
      ...(key === undefined ? {} : { id: isBackward ? { lt: BigInt(key) } : { gt: BigInt(key) } }),
    },
    orderBy: { id: isBackward ? "desc" : "asc" },
    take: page.limit + 1,
    select: shown,
  });
  const { items, next, previous } = cutPage(found, page, ({ id }) => String(id));
  return { items: await withProductTitles(ctx, items), next, previous };
}

/** Proposals of one state that one key has matched. */
export interface AdoptionCount {
  state: AdoptionState;
  matchedBy: AdoptionMatch;
  products: number;
  /** Nobody counted further. */
  isMore: boolean;
}

/** A person reads this number before they link all of them, so that it is exact for nearly every shop. */
const COUNTED_AT_MOST = 100_000;

/** The preview of an adoption: how many proposals there are, by state and by the key that matched. */
export async function summarizeAdoptions(ctx: Context, { storeId }: { storeId: string }): Promise<AdoptionCount[]> {
  await getStore(ctx, storeId);
  const counted = await ctx.db.$queryRaw<{ state: AdoptionState; matchedBy: AdoptionMatch; products: number }[]>`
    SELECT state, key AS "matchedBy", products
    FROM unnest(enum_range(NULL::adoption_state)) AS state CROSS JOIN unnest(enum_range(NULL::adoption_match)) AS key
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS products FROM (
          SELECT FROM adoption_proposals proposal
          WHERE proposal.store_id = ${storeId}::uuid AND proposal.state = state.state AND proposal.matched_by = key.key
          LIMIT ${COUNTED_AT_MOST + 1}) AS found) AS counted
    WHERE products > 0 ORDER BY state, key`;
  return counted.map(({ products, ...of }) => {
    const { count, isMore } = boundedAt(COUNTED_AT_MOST, products);
    return { ...of, products: count, isMore };
  });
}
