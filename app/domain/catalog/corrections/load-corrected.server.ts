import type { Context } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";
import type { ProductContent, StoredProduct } from "../internal/plan-product-write.ts";
import { loadStoredProducts } from "../internal/stored-products.server.ts";
import type { CorrectionLine } from "./correction-file.ts";
import type { CorrectableProduct, CorrectableRow, CorrectionState } from "./plan-corrections.ts";

/** The rows of a batch that lines name, and their products as the catalog holds them. */
export async function loadCorrected(
  db: Db,
  { organizationId }: Pick<Context, "organizationId">,
  batchId: string,
  lines: readonly CorrectionLine[],
): Promise<CorrectionState> {
  const found = await db.$queryRaw<CorrectableRow[]>`
    SELECT r.id::text AS id, r.status, r.product_id AS "productId", r.variant_id AS "variantId", r.store_id AS "storeId",
      s.name AS "storeName"
    FROM shopify_upload_products r
    LEFT JOIN stores s ON s.id = r.store_id AND s.organization_id = r.organization_id
    WHERE r.id = ANY (${lines.map(({ rowId }) => rowId)}::text[]::bigint[]) AND r.batch_id = ${batchId}::uuid
      AND r.organization_id = ${organizationId}::uuid`;
  const rows = new Map(found.map((row) => [row.id, row]));
  const products = await loadCorrectable(db, organizationId, [...new Set(found.map(({ productId }) => productId))]);
  return { rows, products };
}

/** Products with what a correction has to know of them; with only those of their variants that are named, where some are. */
export async function loadCorrectable(
  db: Db,
  organizationId: string,
  productIds: readonly string[],
  variantIds?: readonly string[],
): Promise<Map<string, CorrectableProduct>> {
  const stored = await loadStoredProducts(db, organizationId, productIds, variantIds);
  const states = await db.product.findMany({
    where: { organizationId, id: { in: [...productIds] } },
    select: { id: true, contentChangedAt: true, approvalStatus: true, discontinuedAt: true },
  });
  const products = new Map<string, CorrectableProduct>();
  for (const { id, contentChangedAt, approvalStatus, discontinuedAt } of states) {
    const product = stored.get(id);
    if (product === undefined || !isDraftLike(product.content)) continue;
    products.set(id, {
      ...product,
      content: product.content,
      version: contentChangedAt.toISOString(),
      isRejected: approvalStatus === "REJECTED",
      isDiscontinued: discontinuedAt !== null,
    });
  }
  return products;
}

/** What the catalog stores was a draft once: its JSON columns are lists, as a draft's are. */
const isDraftLike = (content: StoredProduct["content"]): content is ProductContent =>
  Array.isArray(content.options) && Array.isArray(content.images) && Array.isArray(content.metafields);
