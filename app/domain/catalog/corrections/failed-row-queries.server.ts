import type { UploadErrorCategory } from "@prisma/client";
import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import { productColumns, variantColumns } from "./correction-columns.ts";
import { loadCorrectable } from "./load-corrected.server.ts";
import type { CorrectableProduct } from "./plan-corrections.ts";

interface FailedRow {
  id: string;
  productId: string;
  variantId: string;
  storeName: string | null;
  title: string | null;
  category: UploadErrorCategory | null;
  code: string | null;
  message: string | null;
  field: string | null;
}

const inOrder: KeysetOrder = { column: Prisma.sql`r.id`, type: "bigint", direction: "ascending" };

/**
 * Failed rows of a batch as cells under `correctionHeader`, with what the catalog holds now, which is what a correction
 * changes. A row whose variant the catalog does not have any more has empty cells there. The batch is not checked.
 */
export async function listFailedRowCells(
  ctx: Context,
  { batchId, errorGroup }: { batchId: string; errorGroup?: string | undefined },
  page: PageRequest,
): Promise<Page<{ id: string; cells: string[] }>> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND r.store_id = ${storeId}::uuid`;
  const ofGroup = errorGroup === undefined ? Prisma.empty : Prisma.sql`AND r.error_fingerprint = ${errorGroup}`;
  const found = await ctx.db.$queryRaw<FailedRow[]>`
    SELECT r.id::text AS id, r.product_id AS "productId", r.variant_id AS "variantId", s.name AS "storeName",
      g.payload ->> 'title' AS title, r.error_category AS category, r.error_code AS code, r.error_message AS message,
      r.error_field AS field
    FROM shopify_upload_products r
    JOIN upload_groups g ON g.id = r.group_id
    LEFT JOIN stores s ON s.id = r.store_id AND s.organization_id = r.organization_id
    WHERE r.organization_id = ${ctx.organizationId}::uuid AND r.batch_id = ${batchId}::uuid AND r.status = 'FAILED'
      ${ofGroup} ${inStore} ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => id);
  const productIds = [...new Set(items.map(({ productId }) => productId))];
  const variantIds = [...new Set(items.map(({ variantId }) => variantId))];
  const products = await loadCorrectable(ctx.db, ctx.organizationId, productIds, variantIds);
  return {
    items: items.map((row) => ({ id: row.id, cells: cellsOf(row, products.get(row.productId)) })),
    next,
    previous,
  };
}

function cellsOf(row: FailedRow, product: CorrectableProduct | undefined): string[] {
  const { id, storeName, title, category, code, message, field } = row;
  const variant = product?.variants.find((one) => one.id === row.variantId);
  const whatToDo = category === null ? "" : explainError(code, category).whatToDo;
  const told = [storeName, product?.externalId ?? title, category, code, message, field, whatToDo];
  return [
    id,
    product?.version ?? "",
    ...told.map((text) => text ?? ""),
    ...productColumns.map((column) => (product === undefined ? "" : column.show(product.content))),
    ...variantColumns.map((column) => (variant === undefined ? "" : column.show(variant.content))),
  ];
}
