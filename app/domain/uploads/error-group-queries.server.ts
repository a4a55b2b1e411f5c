import { Prisma } from "@prisma/client";
import type { UploadErrorCategory } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** Failed rows of a batch that failed for one reason. */
export interface ErrorGroup {
  category: UploadErrorCategory;
  code: string | null;
  rows: number;
  products: number;
  /** What Shopify or preflight said about one of them. */
  exampleMessage: string;
}

const MAX_GROUPS = 20;

/** Why rows of a batch failed, most frequent first. Reads failed rows only, through their own index. */
export async function listErrorGroups(ctx: Context, batchId: string): Promise<ErrorGroup[]> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND r.store_id = ${storeId}::uuid`;
  return ctx.db.$queryRaw<ErrorGroup[]>`
    SELECT r.error_category AS category, r.error_code AS code, count(*)::int AS rows,
      count(DISTINCT r.product_id)::int AS products, min(r.error_message) AS "exampleMessage"
    FROM shopify_upload_products r
    WHERE r.organization_id = ${ctx.organizationId}::uuid AND r.batch_id = ${batchId}::uuid
      AND r.status = 'FAILED' ${inStore}
    GROUP BY r.error_category, r.error_code
    ORDER BY count(*) DESC, r.error_category, r.error_code
    LIMIT ${MAX_GROUPS}`;
}
