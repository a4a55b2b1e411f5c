import { Prisma } from "@prisma/client";
import type { UploadErrorCategory } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** Rows that failed for one cause and have not been retried to success, over all batches of some days. */
export interface FailureCause {
  category: UploadErrorCategory;
  code: string;
  rows: number;
  products: number;
  /** In how many batches. */
  batches: number;
  /** The one in which most of them failed. */
  batch: { id: string; name: string };
}

/** The cause of most rows first. Error groups are kept by what fails and retries rows: no row is counted here. */
export async function listFailureCauses(
  ctx: Context,
  { days, limit }: { days: number; limit: number },
): Promise<FailureCause[]> {
  const storeId = visibleStoreId(ctx.actor);
  const since = firstIdOf(new Date(ctx.clock.now().getTime() - days * 86_400_000));
  return ctx.db.$queryRaw<FailureCause[]>`
    SELECT failed.category::text AS category, failed.code, sum(failed.rows)::int AS rows, sum(failed.products)::int AS products,
      count(DISTINCT batch.id)::int AS batches,
      (array_agg(jsonb_build_object('id', batch.id, 'name', batch.name) ORDER BY failed.rows DESC, batch.id DESC))[1] AS batch
    FROM shopify_upload_batches batch
    JOIN upload_error_groups failed ON failed.batch_id = batch.id AND failed.rows > 0
    WHERE batch.organization_id = ${ctx.organizationId}::uuid AND batch.id >= ${since}::uuid AND batch.rows_failed > 0
      ${storeId === null ? Prisma.empty : Prisma.sql`AND failed.store_id = ${storeId}::uuid`}
    GROUP BY failed.category, failed.code
    ORDER BY sum(failed.rows) DESC, failed.code
    LIMIT ${limit}`;
}

/** The least id that a batch of this time can have: ids begin with their time. */
const firstIdOf = (at: Date): string => {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
