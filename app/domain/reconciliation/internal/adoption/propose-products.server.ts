import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { findCatalogVariants } from "../linking/find-catalog-variants.server.ts";
import { moveRun, type ClaimedRun } from "../run/claimed-run.server.ts";
import { findShopVariants } from "../run/compare-links.server.ts";
import { requireSnapshot } from "../run/stage-snapshot.server.ts";
import { decideProposal, type AdoptionMatch } from "./decide-proposal.ts";

const PRODUCTS_PER_SLICE = 500;
/** More would help nobody to choose. */
const CANDIDATES_SHOWN = 20;
const ROWS_PER_DELETE = 20_000;

/**
 * Turns what was matched into proposals, slice by slice of the shop. What earlier runs proposed and nobody has decided is
 * forgotten first; what a person has rejected stays so.
 */
export async function proposeProducts(runtime: Runtime, given: ClaimedRun, signal: AbortSignal): Promise<ClaimedRun> {
  let run = given;
  if (run.cursor === null) await forgetUndecided(runtime, run);
  while (!signal.aborted) {
    const slice = await inTransaction(runtime.db, (tx) => proposeSlice(tx, run));
    run = slice.run;
    if (slice.isLast) return moveRun(runtime.db, run, { step: "CLEAN_UP", cursor: null });
  }
  return run;
}

async function forgetUndecided({ db }: Runtime, run: ClaimedRun): Promise<void> {
  for (let deleted = 1; deleted > 0;) {
    deleted = await db.$executeRaw`
      DELETE FROM adoption_proposals WHERE id = ANY (ARRAY(
        SELECT id FROM adoption_proposals
        WHERE store_id = ${run.storeId}::uuid AND state IN ('PROPOSED', 'AMBIGUOUS', 'REFUSED') AND run_id IS DISTINCT FROM ${run.id}::uuid
        LIMIT ${ROWS_PER_DELETE}))`;
  }
}

interface MatchedRow {
  line: bigint;
  shopify_product_id: string;
  handle: string;
  title: string;
  status: string;
  matched_by: AdoptionMatch | null;
  product_ids: string[] | null;
  is_contested: boolean | null;
}

async function proposeSlice(tx: Tx, run: ClaimedRun): Promise<{ run: ClaimedRun; isLast: boolean }> {
  await requireSnapshot(tx, run);
  const rows = await findMatched(tx, run);
  const last = rows.at(-1);
  if (!last) return { run, isLast: true };
  const matched = rows.filter((row) => row.product_ids !== null);
  const theirs = Map.groupBy(await findShopVariants(tx, run, matched), ({ shopifyProductId }) => shopifyProductId);
  const productIds = [...new Set(matched.flatMap((row) => row.product_ids ?? []))];
  const ours = await findCatalogVariants(tx, run.organizationId, productIds);
  const proposals = matched.flatMap((row) => {
    if (row.matched_by === null) return [];
    const variants = theirs.get(row.shopify_product_id) ?? [];
    const decision = decideProposal({
      matchedBy: row.matched_by,
      isContested: row.is_contested ?? false,
      candidates: (row.product_ids ?? []).map((productId) => ({ productId, variants: ours.get(productId) ?? [] })),
      variants,
    });
    const candidate = decision.state === "PROPOSED" ? decision.candidate : null;
    return [
      {
        state: decision.state,
        matched_by: row.matched_by,
        gid: row.shopify_product_id,
        title: row.title,
        handle: row.handle,
        status: row.status,
        product_id: candidate?.productId ?? null,
        pairs: candidate?.pairs ?? [],
        in_catalog: candidate?.variantsInCatalog ?? 0,
        candidates: decision.state === "AMBIGUOUS" ? decision.candidates : [],
        reason: decision.state === "AMBIGUOUS" ? decision.reason : null,
        in_shop: variants.length,
      },
    ];
  });
  await keepProposals(tx, run, proposals);
  const moved = await moveRun(tx, run, { cursor: String(last.line) });
  return { run: moved, isLast: rows.length < PRODUCTS_PER_SLICE };
}

/**
 * The next products of the shop with what they share their strongest key with, of those whose strongest key that is,
 * too: who shares a sku with one product is not asked about another one of the same handle.
 */
const findMatched = (tx: Tx, run: ClaimedRun): Promise<MatchedRow[]> => tx.$queryRaw<MatchedRow[]>`
  SELECT shop.line, shop.shopify_product_id, shop.handle, shop.title, shop.status, best.matched_by, best.product_ids,
    best.is_contested
  FROM (
    SELECT * FROM shop_snapshot_products
    WHERE run_id = ${run.id}::uuid AND line > ${BigInt(run.cursor ?? "0")}
      AND EXISTS (
        SELECT 1 FROM adoption_matches m
        WHERE m.run_id = ${run.id}::uuid AND m.shopify_product_id = shop_snapshot_products.shopify_product_id)
    ORDER BY line LIMIT ${PRODUCTS_PER_SLICE}
  ) AS shop
  CROSS JOIN LATERAL (
    SELECT min(mutual.matched_by) AS matched_by, (array_agg(mutual.product_id ORDER BY mutual.product_id))[1:${CANDIDATES_SHOWN}] AS product_ids,
      bool_or(EXISTS (
        SELECT 1 FROM adoption_matches rival
        WHERE rival.run_id = ${run.id}::uuid AND rival.product_id = mutual.product_id AND rival.matched_by = mutual.matched_by
          AND rival.shopify_product_id <> shop.shopify_product_id
          AND NOT EXISTS (
            SELECT 1 FROM adoption_matches better
            WHERE better.run_id = ${run.id}::uuid AND better.shopify_product_id = rival.shopify_product_id
              AND better.matched_by < rival.matched_by))) AS is_contested
    FROM (
      SELECT m.product_id, m.matched_by, min(m.matched_by) OVER () AS best_of_shop, (
        SELECT min(other.matched_by) FROM adoption_matches other
        WHERE other.run_id = ${run.id}::uuid AND other.product_id = m.product_id) AS best_of_product
      FROM adoption_matches m WHERE m.run_id = ${run.id}::uuid AND m.shopify_product_id = shop.shopify_product_id
    ) AS mutual
    WHERE mutual.matched_by = mutual.best_of_shop AND mutual.matched_by = mutual.best_of_product
  ) AS best
  ORDER BY shop.line`;

async function keepProposals(tx: Tx, run: ClaimedRun, proposals: readonly object[]): Promise<void> {
  if (proposals.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO adoption_proposals AS known (organization_id, store_id, run_id, state, matched_by, shopify_product_id, title,
      handle, shopify_status, product_id, candidates, pairs, variants_in_shop, variants_in_catalog, reason)
    SELECT ${run.organizationId}::uuid, ${run.storeId}::uuid, ${run.id}::uuid, state, matched_by, gid, title, handle, status,
      product_id, candidates, pairs, in_shop, in_catalog, reason
    FROM jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb) AS told(state adoption_state, matched_by adoption_match,
      gid text, title text, handle text, status text, product_id uuid, candidates jsonb, pairs jsonb, in_shop int,
      in_catalog int, reason text)
    ON CONFLICT (store_id, shopify_product_id) DO UPDATE SET run_id = excluded.run_id, state = excluded.state,
      matched_by = excluded.matched_by, title = excluded.title, handle = excluded.handle,
      shopify_status = excluded.shopify_status, product_id = excluded.product_id, candidates = excluded.candidates,
      pairs = excluded.pairs, variants_in_shop = excluded.variants_in_shop,
      variants_in_catalog = excluded.variants_in_catalog, reason = excluded.reason, decided_by = NULL, decided_at = NULL
    WHERE known.state <> 'REJECTED'`;
}
