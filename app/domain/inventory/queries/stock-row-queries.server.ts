import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { getStockRun } from "./run-queries.server.ts";
import type { StockRowStatus } from "../run-states.ts";

/** One level of a run that differed, as a person reads it. */
export interface StockRowView {
  id: string;
  productId: string | null;
  productTitle: string | null;
  variantId: string;
  variantTitle: string;
  sku: string | null;
  locationId: string;
  locationName: string | null;
  status: StockRowStatus;
  /** What the shop shall have, and what it was taken to have. */
  target: number;
  changeFrom: number;
  reasonCode: string | null;
  reason: string | null;
  retryCount: number;
  processedAt: Date | null;
}

const inOrder: KeysetOrder = { column: Prisma.sql`mine.id`, type: "bigint", direction: "ascending" };

/** The rows of a run, in the order of their planning. @throws {NotFoundError} when the run is not the actor's to see. */
export async function listStockRows(
  ctx: Context,
  { runId, statuses }: { runId: string; statuses?: readonly StockRowStatus[] | undefined },
  page: PageRequest,
): Promise<Page<StockRowView>> {
  const { storeId } = await getStockRun(ctx, runId);
  const ofStatus = statuses
    ? Prisma.sql`AND mine.status = ANY (${[...statuses]}::inventory_row_status[])`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<StockRowView[]>`
    SELECT mine.id::text AS id, product.id AS "productId", product.title AS "productTitle", mine.variant_id AS "variantId",
      coalesce(nullif(array_to_string(variant.option_values, ' / '), ''), variant.sku, variant.external_id, 'Variant') AS "variantTitle",
      variant.sku, mine.location_id AS "locationId", place.name AS "locationName", mine.status, mine.target,
      mine.change_from AS "changeFrom", mine.reason_code AS "reasonCode", mine.reason, mine.retry_count AS "retryCount",
      mine.processed_at AS "processedAt"
    FROM inventory_run_rows mine
    LEFT JOIN variants variant ON variant.id = mine.variant_id AND variant.organization_id = mine.organization_id
    LEFT JOIN products product ON product.id = variant.product_id
    LEFT JOIN store_locations place ON place.store_id = ${storeId}::uuid AND place.location_id = mine.location_id
    WHERE mine.run_id = ${runId}::uuid AND mine.organization_id = ${ctx.organizationId}::uuid ${ofStatus}
    ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}`;
  return cutPage(rows, page, ({ id }) => id);
}
