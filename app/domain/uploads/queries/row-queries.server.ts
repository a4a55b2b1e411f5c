import { Prisma } from "@prisma/client";
import type { UploadErrorCategory, UploadSkipReason } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { RowWarning } from "./row-warning.ts";
import type { RowStatus } from "../transitions.ts";

/** One variant on its way to one store, as a person reads it. */
export interface RowView {
  id: string;
  variantId: string;
  /** Option values, else the sku. */
  variantTitle: string;
  sku: string | null;
  status: RowStatus;
  skipReason: UploadSkipReason | null;
  shopifyVariantId: string | null;
  shopifyInventoryItemId: string | null;
  errorCategory: UploadErrorCategory | null;
  errorCode: string | null;
  errorMessage: string | null;
  errorField: string | null;
  /** What a person should know of a row that did not fail. */
  warnings: RowWarning[];
  retryCount: number;
  processedAt: Date | null;
}

export const ROWS_PER_GROUP = 10;

// Literals, not parameters: a partial index serves only a status that the planner can see.
export const statusLiterals: Record<RowStatus, Prisma.Sql> = {
  PENDING: Prisma.sql`'PENDING'`,
  PROCESSING: Prisma.sql`'PROCESSING'`,
  SUCCESS: Prisma.sql`'SUCCESS'`,
  FAILED: Prisma.sql`'FAILED'`,
  SKIPPED: Prisma.sql`'SKIPPED'`,
  CANCELLED: Prisma.sql`'CANCELLED'`,
};

const rowColumns = Prisma.sql`r.id::text AS id, r.group_id::text AS "groupId", r.variant_id AS "variantId",
  coalesce(nullif(array_to_string(v.option_values, ' / '), ''), v.sku, r.payload ->> 'sku', v.external_id, 'Variant')
    AS "variantTitle",
  coalesce(v.sku, r.payload ->> 'sku') AS sku, r.status, r.skip_reason AS "skipReason",
  r.shopify_variant_id AS "shopifyVariantId", r.shopify_inventory_item_id AS "shopifyInventoryItemId",
  r.error_category AS "errorCategory", r.error_code AS "errorCode", r.error_message AS "errorMessage",
  r.error_field AS "errorField",
  coalesce(r.warnings, '[]') AS warnings, r.retry_count AS "retryCount", r.processed_at AS "processedAt"`;

const inOrder: KeysetOrder = { column: Prisma.sql`r.id`, type: "bigint", direction: "ascending" };

/** The rows of one product in one batch, over all stores that the actor may see. */
export async function listRows(
  ctx: Context,
  { batchId, productId }: { batchId: string; productId: string },
  page: PageRequest,
): Promise<Page<RowView & { groupId: string }>> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND g.store_id = ${storeId}::uuid`;
  const rows = await ctx.db.$queryRaw<(RowView & { groupId: string })[]>`
    SELECT ${rowColumns}
    FROM shopify_upload_products r
    LEFT JOIN variants v ON v.id = r.variant_id AND v.organization_id = r.organization_id
    WHERE r.group_id IN (
      SELECT g.id FROM upload_groups g
      WHERE g.organization_id = ${ctx.organizationId}::uuid AND g.product_id = ${productId}::uuid
        AND g.batch_id = ${batchId}::uuid ${inStore})
    ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}`;
  return cutPage(rows, page, ({ id }) => id);
}

/** The first `ROWS_PER_GROUP` rows of each group, of one status or of all, by group id. */
export async function firstRowsOfGroups(
  ctx: Context,
  groupIds: readonly string[],
  status?: RowStatus,
): Promise<Map<string, RowView[]>> {
  const ofStatus = status === undefined ? Prisma.empty : Prisma.sql`AND own.status = ${statusLiterals[status]}`;
  const rows = await ctx.db.$queryRaw<(RowView & { groupId: string })[]>`
    SELECT ${rowColumns}
    FROM unnest(${[...groupIds]}::bigint[]) AS g (id)
    CROSS JOIN LATERAL (
      SELECT own.* FROM shopify_upload_products own
      WHERE own.group_id = g.id AND own.organization_id = ${ctx.organizationId}::uuid ${ofStatus}
      ORDER BY own.id LIMIT ${ROWS_PER_GROUP}) AS r
    LEFT JOIN variants v ON v.id = r.variant_id AND v.organization_id = r.organization_id
    ORDER BY r.id`;
  const byGroup = new Map<string, RowView[]>(groupIds.map((id) => [id, []]));
  for (const { groupId, ...row } of rows) byGroup.get(groupId)?.push(row);
  return byGroup;
}
