import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Db } from "#app/platform/db.server.ts";
import { decideGoneBrake, type LinkCounts } from "../../gone-brake/gone-brake.ts";
import { moveRun, snapshotAtOf, type ClaimedRun } from "../run/claimed-run.server.ts";
import { TooManyGoneError } from "../run/run-errors.ts";
import { requireSnapshot } from "../run/stage-snapshot.server.ts";
import { countedBefore, letGo, lockBrake, stop } from "./brake-row.server.ts";

const PRODUCTS_PER_SLICE = 5_000;

/**
 * Says how much a run would call gone, before anything of it is. Not too much, or as much as a person has said: it goes on,
 * and a brake that holds is let go.
 * @throws {TooManyGoneError} with the brake put on and nothing else changed.
 */
export async function weighRun(runtime: Runtime, run: ClaimedRun, signal: AbortSignal): Promise<void> {
  const found = await weighLinks(runtime.db, run, signal);
  if (signal.aborted) return;
  const tooMany = await inTransaction(runtime.db, async (tx) => {
    // An earlier holder of the run, or one whose list was lost meanwhile, may not say anything.
    await moveRun(tx, run, {});
    await requireSnapshot(tx, run);
    const brake = await lockBrake(tx, run.storeId);
    const before = countedBefore(brake, runtime.clock.now());
    const { maxGoneShare } = brake;
    const live = { products: found.live.products + before, variants: found.live.variants };
    const decided = decideGoneBrake({
      gone: {
        products: found.gone.products + before - brake.releasedProducts,
        variants: found.gone.variants - brake.releasedVariants,
      },
      live,
      maxGoneShare,
    });
    if (!decided) {
      await letGo(tx, run.storeId);
      return null;
    }
    const report = {
      source: "RECONCILIATION" as const,
      runId: run.id,
      products: found.gone.products + before,
      variants: found.gone.variants,
      liveProducts: live.products,
      liveVariants: live.variants,
      ...decided,
      maxGoneShare,
    };
    await stop(tx, run.storeId, runtime.clock.now(), report);
    return report;
  });
  if (tooMany) throw new TooManyGoneError(tooMany);
}

interface Weighed {
  gone: LinkCounts;
  live: LinkCounts;
}

interface SliceRow {
  last: string | null;
  links: number;
  live_products: number;
  gone_products: number;
  live_variants: number;
  gone_variants: number;
}

/** Counts in slices, which no large shop makes too long for one statement. */
async function weighLinks(db: Db, run: ClaimedRun, signal: AbortSignal): Promise<Weighed> {
  const sum: Weighed = { gone: { products: 0, variants: 0 }, live: { products: 0, variants: 0 } };
  let after: string | null = null;
  while (!signal.aborted) {
    const [slice]: SliceRow[] = await db.$queryRaw<SliceRow[]>(sliceOf(run, after));
    if (!slice || slice.last === null) break;
    sum.live.products += slice.live_products;
    sum.gone.products += slice.gone_products;
    sum.live.variants += slice.live_variants;
    sum.gone.variants += slice.gone_variants;
    after = slice.last;
    if (slice.links < PRODUCTS_PER_SLICE) break;
  }
  return sum;
}

/**
 * Of a product that is there, variants in whose place the shop has others are not called gone: those may be found again.
 * What changed after the shop was read is left alone by the run, and so is not weighed.
 */
const sliceOf = (run: ClaimedRun, after: string | null): Prisma.Sql => Prisma.sql`
  WITH slice AS MATERIALIZED (
    SELECT link.product_id, link.shopify_product_id, link.gone_at IS NULL AS is_live, link.updated_at > ${snapshotAtOf(run)} AS is_newer,
      shop.shopify_product_id IS NOT NULL AS is_there
    FROM product_links link
    LEFT JOIN shop_snapshot_products shop ON shop.run_id = ${run.id}::uuid AND shop.shopify_product_id = link.shopify_product_id
    WHERE link.store_id = ${run.storeId}::uuid ${after === null ? Prisma.empty : Prisma.sql`AND link.product_id > ${after}::uuid`}
    ORDER BY link.product_id LIMIT ${PRODUCTS_PER_SLICE}
  ), weighed AS (
    SELECT slice.*, coalesce(ours.live, 0) AS live, CASE WHEN slice.is_there AND NOT slice.is_newer AND ours.missing > 0
      THEN greatest(0, ours.missing - (SELECT count(*) FROM shop_snapshot_variants theirs
        WHERE theirs.run_id = ${run.id}::uuid AND theirs.shopify_product_id = slice.shopify_product_id) + ours.live - ours.missing)
      ELSE 0 END AS gone
    FROM slice CROSS JOIN LATERAL (
      SELECT count(*) AS live, count(*) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM shop_snapshot_variants theirs WHERE theirs.run_id = ${run.id}::uuid
          AND theirs.shopify_product_id = slice.shopify_product_id AND theirs.shopify_variant_id = link.shopify_variant_id)) AS missing
      FROM variant_links link
      WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = slice.product_id AND link.gone_at IS NULL
    ) AS ours
  )
  SELECT (SELECT product_id FROM slice ORDER BY product_id DESC LIMIT 1) AS last, count(*)::int AS links,
    (count(*) FILTER (WHERE is_live))::int AS live_products,
    (count(*) FILTER (WHERE is_live AND NOT is_there AND NOT is_newer))::int AS gone_products,
    coalesce(sum(live) FILTER (WHERE is_live), 0)::int AS live_variants,
    coalesce(sum(gone) FILTER (WHERE is_live), 0)::int AS gone_variants
  FROM weighed`;
