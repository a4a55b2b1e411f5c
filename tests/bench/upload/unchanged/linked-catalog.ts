import { Prisma } from "@prisma/client";
import { candidateRows } from "#app/domain/uploads/internal/planning/candidate-rows-sql.server.ts";
import { createBatch } from "#app/domain/uploads/create-batch.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { UploadOrganization, UploadWorld } from "../upload-world.ts";

const PRODUCTS_PER_SLICE = 2_500;

/**
 * Brings the database into the state in which an upload of everything leaves it: all is approved, and every product and
 * variant is linked with what Shopify accepted, hashed by the planner's own query. The shops stay empty: whoever asks them
 * for one of these products is not told that it is there.
 */
export async function linkEverything(
  { client }: UploadWorld,
  { ctx }: UploadOrganization,
  say: (line: string) => void,
): Promise<void> {
  const { organizationId } = ctx;
  for (const table of ["products", "variants"])
    await client.query(`UPDATE ${table} SET approval_status = 'APPROVED' WHERE organization_id = $1`, [organizationId]);
  await client.query("VACUUM (ANALYZE) products, variants");
  const found = await client.query<{ id: string }>("SELECT id FROM products WHERE organization_id = $1 ORDER BY id", [
    organizationId,
  ]);
  const ids = found.rows.map(({ id }) => id);
  const batchId = await inTransaction(ctx.db, (tx) => createBatch(tx, ctx, "Link everything"));
  for (let at = 0; at < ids.length; at += PRODUCTS_PER_SLICE) {
    const productIds = ids.slice(at, at + PRODUCTS_PER_SLICE);
    const sql = linkSlice(candidateRows({ organizationId, batchId, productIds }, { isAnotherInFlight: false }));
    await client.query(sql.text, sql.values);
    say(`  ${Math.min(at + PRODUCTS_PER_SLICE, ids.length)} of ${ids.length} products are linked`);
  }
  await client.query("DELETE FROM shopify_upload_batches WHERE id = $1", [batchId]);
  await client.query("VACUUM (ANALYZE) product_links, variant_links");
}

const linkSlice = (candidates: Prisma.Sql): Prisma.Sql => Prisma.sql`WITH ${candidates}, linked_products AS (
    INSERT INTO product_links (store_id, product_id, organization_id, shopify_product_id, accepted_hash, accepted, is_created_by_app)
    SELECT chosen.store_id, chosen.product_id, p.organization_id, 'gid://shopify/Product/' || chosen.product_id,
      chosen.product_hash, chosen.product, TRUE
    FROM chosen JOIN products p ON p.id = chosen.product_id
  )
  INSERT INTO variant_links (store_id, variant_id, product_id, organization_id, shopify_variant_id, shopify_inventory_item_id,
    accepted_hash, accepted)
  SELECT candidates.store_id, candidates.variant_id, candidates.product_id, v.organization_id,
    'gid://shopify/ProductVariant/' || candidates.variant_id, 'gid://shopify/InventoryItem/' || candidates.variant_id,
    candidates.variant_hash, candidates.variant
  FROM candidates JOIN variants v ON v.id = candidates.variant_id`;
