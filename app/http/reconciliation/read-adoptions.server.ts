import { z } from "zod";
import { sketchProducts, type ProductSketch } from "#app/domain/catalog/product-sketch-queries.server.ts";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listAdoptions, summarizeAdoptions } from "#app/domain/reconciliation/adoption/adoption-queries.server.ts";
import { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";
import { readStoreSummary } from "./read-store-page.server.ts";

const search = z.object({
  state: z.enum(ADOPTION_STATES).default("PROPOSED"),
  matchedBy: z.enum(ADOPTION_MATCHES).optional(),
  ...pageParams("bigint"),
});

/** A product of the catalog that may be meant, with how many of its variants the shop's product has. */
interface CandidateView {
  product: ProductSketch;
  matchedVariants: number;
}

/** The adoption page of a store from its address. */
export async function readAdoptions(ctx: Context, request: Request, params: unknown) {
  const summary = await readStoreSummary(ctx, params);
  const storeId = summary.store.id;
  const { after, before, ...filter } = parseSearchParams(request, search);
  const [counts, adoptions] = await Promise.all([
    summarizeAdoptions(ctx, { storeId }),
    listAdoptions(ctx, { storeId, ...filter }, toPageRequest({ after, before })),
  ]);
  const told = adoptions.items.map((adoption) => ({ ...adoption, candidates: candidatesOf(adoption.candidates) }));
  const products = await sketchProducts(
    ctx,
    told.flatMap(({ candidates, productId }) => [
      ...candidates.map((candidate) => candidate.productId),
      ...(productId === null ? [] : [productId]),
    ]),
  );
  return {
    summary,
    filter: { state: filter.state, matchedBy: filter.matchedBy ?? null },
    counts,
    adoptions: told.map(({ pairs, candidates, ...adoption }) => ({
      ...adoption,
      matchedVariants: Array.isArray(pairs) ? pairs.length : 0,
      product: products.get(adoption.productId ?? "") ?? null,
      candidates: candidates.flatMap(({ productId, pairs: matched }): CandidateView[] => {
        const product = products.get(productId);
        return product ? [{ product, matchedVariants: matched.length }] : [];
      }),
    })),
    ...encodePage(adoptions),
    mayAdopt: can(ctx.actor, "configure", storeId),
  };
}

export type AdoptionRow = Awaited<ReturnType<typeof readAdoptions>>["adoptions"][number];

const candidatesSchema = z.array(z.object({ productId: z.string(), pairs: z.array(z.unknown()) }));

const candidatesOf = (candidates: unknown) => candidatesSchema.safeParse(candidates).data ?? [];
