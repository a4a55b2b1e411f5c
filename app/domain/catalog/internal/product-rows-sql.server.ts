import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import type { ProductContent, VariantContent } from "./plan-product-write.ts";

// Prisma writes about 4,000 rows per second one by one and cannot update many rows to values of their own; a set that
// comes as JSON is written an order of magnitude faster, and carries arrays of different lengths, which unnest cannot.

export interface ProductRow extends ProductContent {
  id: string;
  externalId: string;
  categoryId: string;
  isContentChanged: boolean;
}

export interface VariantRow extends VariantContent {
  id: string;
  productId: string;
  externalId: string;
}

const PRODUCTS = Prisma.raw(`r(id uuid, "externalId" text, "categoryId" uuid, "isContentChanged" boolean,
  type product_type, handle text, title text, "descriptionHtml" text, vendor text, "productTypeName" text, tags text[],
  status product_status, "seoTitle" text, "seoDescription" text, options jsonb, images jsonb, metafields jsonb)`);

const VARIANTS = Prisma.raw(`r(id uuid, "productId" uuid, "externalId" text, position int, sku text, barcode text,
  "optionValues" text[], price numeric, "compareAtPrice" numeric, cost numeric, "currencyCode" text,
  "weightGrams" numeric, "imageUrl" text, "requiresShipping" boolean, "isTaxable" boolean, "isTracked" boolean,
  "inventoryPolicy" inventory_policy, "hsCode" text, "countryOfOrigin" text)`);

const asRows = (rows: readonly object[], columns: Prisma.Sql) =>
  Prisma.sql`json_to_recordset(${JSON.stringify(rows)}::json) AS ${columns}`;

export async function insertProducts(
  tx: Tx,
  organizationId: string,
  writtenAt: Date,
  rows: readonly ProductRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO products (id, organization_id, external_id, category_id, type, handle, title, description_html, vendor,
      product_type_name, tags, status, seo_title, seo_description, options, images, metafields, created_at, content_changed_at)
    SELECT id, ${organizationId}::uuid, "externalId", "categoryId", type, handle, title, "descriptionHtml", vendor,
      "productTypeName", tags, status, "seoTitle", "seoDescription", options, images, metafields, ${writtenAt}, ${writtenAt}
    FROM ${asRows(rows, PRODUCTS)}`;
}

/**
 * A product that only moves to another category keeps its approval: nothing that is uploaded differs. One that was
 * rejected as a whole waits again with all of its variants, or its approval would find none to upload.
 */
export async function updateProducts(
  tx: Tx,
  organizationId: string,
  writtenAt: Date,
  rows: readonly ProductRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const changedIds = rows.filter(({ isContentChanged }) => isContentChanged).map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE variants v SET approval_status = 'PENDING' FROM products p
    WHERE p.id = v.product_id AND p.id = ANY (${changedIds}::uuid[]) AND p.organization_id = ${organizationId}::uuid
      AND p.approval_status = 'REJECTED' AND v.approval_status = 'REJECTED'`;
  await tx.$executeRaw`
    UPDATE products p SET category_id = r."categoryId", type = r.type, handle = r.handle, title = r.title,
      description_html = r."descriptionHtml", vendor = r.vendor, product_type_name = r."productTypeName", tags = r.tags,
      status = r.status, seo_title = r."seoTitle", seo_description = r."seoDescription", options = r.options,
      images = r.images, metafields = r.metafields,
      approval_status = CASE WHEN r."isContentChanged" THEN 'PENDING' ELSE p.approval_status END,
      approved_at = CASE WHEN r."isContentChanged" THEN NULL ELSE p.approved_at END,
      rejection_reason = CASE WHEN r."isContentChanged" THEN NULL ELSE p.rejection_reason END,
      content_changed_at = CASE WHEN r."isContentChanged" THEN ${writtenAt} ELSE p.content_changed_at END
    FROM ${asRows(rows, PRODUCTS)}
    WHERE p.id = r.id AND p.organization_id = ${organizationId}::uuid`;
}

export async function insertVariants(
  tx: Tx,
  organizationId: string,
  writtenAt: Date,
  rows: readonly VariantRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO variants (id, organization_id, product_id, external_id, position, sku, barcode, option_values, price,
      compare_at_price, cost, currency_code, weight_grams, image_url, requires_shipping, is_taxable, is_tracked,
      inventory_policy, hs_code, country_of_origin, created_at, updated_at)
    SELECT id, ${organizationId}::uuid, "productId", "externalId", position, sku, barcode, "optionValues", price,
      "compareAtPrice", cost, "currencyCode", "weightGrams", "imageUrl", "requiresShipping", "isTaxable", "isTracked",
      "inventoryPolicy", "hsCode", "countryOfOrigin", ${writtenAt}, ${writtenAt}
    FROM ${asRows(rows, VARIANTS)}`;
}

export async function updateVariants(
  tx: Tx,
  organizationId: string,
  writtenAt: Date,
  rows: readonly VariantRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE variants v SET external_id = r."externalId", position = r.position, sku = r.sku, barcode = r.barcode,
      option_values = r."optionValues", price = r.price, compare_at_price = r."compareAtPrice", cost = r.cost,
      currency_code = r."currencyCode", weight_grams = r."weightGrams", image_url = r."imageUrl",
      requires_shipping = r."requiresShipping", is_taxable = r."isTaxable", is_tracked = r."isTracked",
      inventory_policy = r."inventoryPolicy", hs_code = r."hsCode", country_of_origin = r."countryOfOrigin",
      approval_status = 'PENDING', updated_at = ${writtenAt}
    FROM ${asRows(rows, VARIANTS)}
    WHERE v.id = r.id AND v.organization_id = ${organizationId}::uuid`;
}

export interface SetStockLevelsInput {
  organizationId: string;
  warehouseId: string;
  countedAt: Date;
  levels: readonly { id: string; onHand: number }[];
}

/**
 * What was reserved or put on hold stays; only the count changes, and only when it is not older than the known one.
 * Returns the variants whose stock has to be compared with the shops': those with another count, and where a shop counts
 * the orders since the count, those that were counted again.
 */
export async function setStockLevels(
  tx: Tx,
  { organizationId, warehouseId, countedAt, levels }: SetStockLevelsInput,
): Promise<string[]> {
  if (levels.length === 0) return [];
  const changed = await tx.$queryRaw<{ id: string }[]>`
    WITH given AS (SELECT * FROM ${asRows(levels, Prisma.raw('r(id uuid, "onHand" int)'))}),
    before AS (
      SELECT level.variant_id AS id, level.on_hand FROM stock_levels level JOIN given ON given.id = level.variant_id
      WHERE level.warehouse_id = ${warehouseId}::uuid),
    written AS (
      INSERT INTO stock_levels (variant_id, warehouse_id, organization_id, on_hand, as_of)
      SELECT id, ${warehouseId}::uuid, ${organizationId}::uuid, "onHand", ${countedAt} FROM given
      ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET on_hand = excluded.on_hand, as_of = excluded.as_of
      WHERE stock_levels.as_of <= excluded.as_of
      RETURNING variant_id AS id, on_hand)
    SELECT written.id FROM written LEFT JOIN before USING (id)
    WHERE before.on_hand IS DISTINCT FROM written.on_hand OR EXISTS (
      SELECT 1 FROM routes route
      WHERE route.organization_id = ${organizationId}::uuid AND route.stock_mode = 'SHOPIFY_COUNTS_ORDERS')`;
  return changed.map(({ id }) => id);
}
