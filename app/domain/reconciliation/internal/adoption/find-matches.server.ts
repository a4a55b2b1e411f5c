import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { moveRun, type ClaimedRun } from "../run/claimed-run.server.ts";
import { requireSnapshot } from "../run/stage-snapshot.server.ts";

const PRODUCTS_PER_SLICE = 2_000;

/** A key that so many variants of the shop share tells nothing; what it might mean need not be listed in full. */
const VARIANTS_PER_KEY = 20;

/** Finds, slice by slice of the catalog, which of its products share a key with which products of the shop. */
export async function findMatches(runtime: Runtime, given: ClaimedRun, signal: AbortSignal): Promise<ClaimedRun> {
  let run = given;
  while (!signal.aborted) {
    const slice = await inTransaction(runtime.db, (tx) => matchSlice(tx, run));
    run = slice.run;
    if (slice.isLast) return moveRun(runtime.db, run, { step: "PROPOSALS", cursor: null });
  }
  return run;
}

/** Products that are linked, on either side, are nobody's to adopt; one that is gone from the shop may come back so. */
async function matchSlice(tx: Tx, run: ClaimedRun): Promise<{ run: ClaimedRun; isLast: boolean }> {
  await requireSnapshot(tx, run);
  const after = run.cursor === null ? Prisma.empty : Prisma.sql`AND id > ${run.cursor}::uuid`;
  const [slice] = await tx.$queryRaw<{ last: string | null; products: number }[]>`
    WITH slice AS (
      SELECT id, handle FROM products
      WHERE organization_id = ${run.organizationId}::uuid AND type = 'NORMAL' ${after}
      ORDER BY id LIMIT ${PRODUCTS_PER_SLICE}
    ),
    unlinked AS (
      SELECT slice.id, slice.handle FROM slice
      WHERE NOT EXISTS (
        SELECT 1 FROM product_links link
        WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = slice.id AND link.gone_at IS NULL)
    ),
    told AS (
      SELECT unlinked.id, shop.shopify_product_id, 'CUSTOM_ID'::adoption_match AS matched_by
      FROM unlinked JOIN shop_snapshot_products shop ON shop.run_id = ${run.id}::uuid AND shop.identity = unlinked.id::text
      UNION ALL
      SELECT unlinked.id, shop.shopify_product_id, 'HANDLE'
      FROM unlinked JOIN shop_snapshot_products shop ON shop.run_id = ${run.id}::uuid AND shop.handle = unlinked.handle
      UNION ALL
      SELECT unlinked.id, shop.shopify_product_id, 'SKU' FROM unlinked ${variantsWithKey(run, Prisma.sql`sku`)}
      UNION ALL
      SELECT unlinked.id, shop.shopify_product_id, 'BARCODE' FROM unlinked ${variantsWithKey(run, Prisma.sql`barcode`)}
    ),
    kept AS (
      INSERT INTO adoption_matches (run_id, shopify_product_id, product_id, matched_by)
      SELECT DISTINCT ON (told.shopify_product_id, told.id) ${run.id}::uuid, told.shopify_product_id, told.id, told.matched_by
      FROM told
      WHERE NOT EXISTS (
        SELECT 1 FROM product_links owner
        WHERE owner.store_id = ${run.storeId}::uuid AND owner.shopify_product_id = told.shopify_product_id)
      ORDER BY told.shopify_product_id, told.id, told.matched_by
      ON CONFLICT DO NOTHING
    )
    SELECT (SELECT id FROM slice ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM slice) AS products`;
  if (!slice || slice.last === null) return { run, isLast: true };
  const moved = await moveRun(tx, run, { cursor: slice.last });
  return { run: moved, isLast: slice.products < PRODUCTS_PER_SLICE };
}

const variantsWithKey = (run: ClaimedRun, key: Prisma.Sql): Prisma.Sql => Prisma.sql`
  JOIN variants v ON v.product_id = unlinked.id AND trim(v.${key}) <> ''
  CROSS JOIN LATERAL (
    SELECT shopify_product_id FROM shop_snapshot_variants
    WHERE run_id = ${run.id}::uuid AND ${key} = trim(v.${key}) LIMIT ${VARIANTS_PER_KEY}
  ) AS shop`;
