import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import type { BatchFilter } from "./batch-filter.ts";

/** A store has a part of a batch that had something for it; of products that were skipped as they were planned it has none. */
export const concerningStore = (storeId: string): Prisma.Sql => Prisma.sql`(
  EXISTS (SELECT 1 FROM upload_batch_stores part WHERE part.batch_id = b.id AND part.store_id = ${storeId}::uuid)
  OR EXISTS (
    SELECT 1 FROM upload_groups g WHERE g.batch_id = b.id AND g.store_id = ${storeId}::uuid AND g.status = 'SKIPPED'))`;

/** The filter as conditions over `shopify_upload_batches b`, each with AND before it. */
export async function batchConditions(ctx: Context, filter: BatchFilter): Promise<Prisma.Sql> {
  const { statuses, hasFailures, storeId, actorId, since, until, text } = filter;
  const conditions = [
    ...(statuses === undefined ? [] : [Prisma.sql`AND b.status = ANY (${[...statuses]}::upload_batch_status[])`]),
    ...(hasFailures ? [Prisma.sql`AND (b.rows_failed > 0 OR b.status = 'FAILED')`] : []),
    ...(storeId === undefined ? [] : [Prisma.sql`AND ${concerningStore(storeId)}`]),
    ...(actorId === undefined ? [] : [Prisma.sql`AND b.actor_id = ${actorId}`]),
    ...(since === undefined ? [] : [Prisma.sql`AND b.created_at >= ${since}`]),
    ...(until === undefined ? [] : [Prisma.sql`AND b.created_at < ${until}`]),
    ...(text === undefined ? [] : [await containing(ctx, text)]),
  ];
  return conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, " ");
}

/** Whoever searches for a product knows it better than one of fifty. */
const MOST_PRODUCTS = 50;

/** The products first, and from each of them by its key to its batches: a batch may hold a million. */
async function containing(ctx: Context, text: string): Promise<Prisma.Sql> {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const products = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM products
    WHERE organization_id = ${ctx.organizationId}::uuid AND (title ILIKE ${pattern} OR external_id = ${text})
    LIMIT ${MOST_PRODUCTS}`;
  return Prisma.sql`AND (b.name ILIKE ${pattern} OR b.id IN (
    SELECT held.batch_id FROM upload_groups held
    WHERE held.organization_id = ${ctx.organizationId}::uuid AND held.product_id = ANY (${products.map(({ id }) => id)}::uuid[])))`;
}
