import { Prisma } from "@prisma/client";
import type { UploadErrorCategory } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** Failed rows of a batch that failed in one way, over all stores that the actor may see. */
export interface ErrorGroup {
  fingerprint: string;
  category: UploadErrorCategory;
  code: string;
  rows: number;
  products: number;
  /** What Shopify or preflight said about one of them, and where. */
  exampleMessage: string;
  exampleField: string | null;
}

const MAX_GROUPS = 20;

/** Why rows of a batch failed, most frequent first. The counts are kept by what fails and retries rows. */
export async function listErrorGroups(ctx: Context, batchId: string): Promise<ErrorGroup[]> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND e.store_id = ${storeId}::uuid`;
  return ctx.db.$queryRaw<ErrorGroup[]>`
    SELECT e.fingerprint, min(e.category::text) AS category, min(e.code) AS code, sum(e.rows)::int AS rows,
      sum(e.products)::int AS products, min(e.example_message) AS "exampleMessage", min(e.example_field) AS "exampleField"
    FROM upload_error_groups e
    WHERE e.organization_id = ${ctx.organizationId}::uuid AND e.batch_id = ${batchId}::uuid AND e.rows > 0 ${inStore}
    GROUP BY e.fingerprint
    ORDER BY sum(e.rows) DESC, e.fingerprint
    LIMIT ${MAX_GROUPS}`;
}
