import { Prisma } from "@prisma/client";
import {
  productFilterCondition,
  productOrder,
  productSelectionCondition,
  productsOf,
} from "#app/domain/catalog/product-filter-sql.server.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { Context } from "#app/domain/context.ts";
import { candidateRows } from "../internal/planning/candidate-rows-sql.server.ts";
import { plannedProductSchema, type PlannedProduct } from "./planned-product.ts";

/** So many variants are looked at in one page, or one product. */
const VARIANTS_PER_PAGE = 5_000;

export interface SelectedPage {
  productIds: string[];
  /** Product id to go on after; null on the last page. */
  next: string | null;
}

/** The next products of a selection in the order of an approval, as many as one page takes. */
export async function selectProducts(
  ctx: Context,
  {
    selection,
    after,
    limit,
    storeId,
  }: { selection: ProductSelection; after: string | null; limit: number; storeId: string | null },
): Promise<SelectedPage> {
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND ${productFilterCondition({ storeId })}`;
  const found = await ctx.db.$queryRaw<{ id: string; before: number }[]>`
    SELECT sized.id, (sum(sized.variants) OVER (ORDER BY sized.id) - sized.variants)::int AS before
    FROM (
      SELECT p.id, (SELECT count(*) FROM variants v WHERE v.product_id = p.id) AS variants
      FROM products p JOIN categories c ON c.id = p.category_id
      WHERE ${productsOf(ctx.organizationId, after)} AND ${productSelectionCondition(selection)} ${inStore}
      ORDER BY ${productOrder}
      LIMIT ${limit + 1}
    ) AS sized
    ORDER BY sized.id`;
  const page = found.slice(0, limit).filter(({ before }) => before < VARIANTS_PER_PAGE);
  const productIds = page.map(({ id }) => id);
  return { productIds, next: found.length > page.length ? (productIds.at(-1) ?? null) : null };
}

/** Content that cannot be planned, because a part of it has a form of its own. */
export interface UnreadableProduct {
  productId: string;
  title: string;
  store: { id: string; name: string } | null;
  field: string;
}

interface PlannedRow {
  productId: string;
  title: string;
  store: { id: string; name: string; currencyCode: string } | null;
  createsParkedUntil: Date | null;
}

/** What an approval of these products would plan, by product and store. Changes nothing. */
export async function planProducts(
  ctx: Context,
  {
    selection,
    productIds,
    storeId,
  }: { selection: ProductSelection; productIds: readonly string[]; storeId: string | null },
): Promise<{ planned: PlannedProduct[]; unreadable: UnreadableProduct[] }> {
  const input = {
    organizationId: ctx.organizationId,
    batchId: "",
    productIds,
    storeId,
    ...(selection.kind === "variants" ? { variantIds: selection.ids } : {}),
  };
  const rows = await ctx.db.$queryRaw<PlannedRow[]>`
    WITH ${candidateRows(input, { isAnotherInFlight: true, isBeforeApproval: true })},
    variants_of AS (
      SELECT candidates.product_id, candidates.store_id, jsonb_agg(jsonb_build_object(
          'variantId', candidates.variant_id, 'variant', candidates.variant, 'hash', candidates.variant_hash,
          'skipReason', candidates.skip_reason, 'link', CASE WHEN link.variant_id IS NOT NULL THEN jsonb_build_object(
            'shopifyVariantId', link.shopify_variant_id, 'acceptedHash', link.accepted_hash, 'accepted', link.accepted) END
        ) ORDER BY candidates.position, candidates.variant_id) AS variants
      FROM candidates
      LEFT JOIN variant_links link ON link.store_id = candidates.store_id AND link.variant_id = candidates.variant_id AND link.gone_at IS NULL
      GROUP BY candidates.product_id, candidates.store_id
    )
    SELECT chosen.product_id AS "productId", p.title, chosen.product, chosen.product_hash AS "productHash", variants_of.variants,
      CASE WHEN store.id IS NOT NULL THEN jsonb_build_object('id', store.id, 'name', store.name, 'currencyCode', store.currency_code) END AS store,
      store.creates_parked_until AS "createsParkedUntil",
      CASE WHEN link.product_id IS NOT NULL THEN jsonb_build_object(
        'shopifyProductId', link.shopify_product_id, 'acceptedHash', link.accepted_hash, 'accepted', link.accepted) END AS link
    FROM chosen
    JOIN products p ON p.id = chosen.product_id
    JOIN variants_of ON variants_of.product_id = chosen.product_id AND variants_of.store_id IS NOT DISTINCT FROM chosen.store_id
    LEFT JOIN stores store ON store.id = chosen.store_id
    LEFT JOIN product_links link ON link.store_id = chosen.store_id AND link.product_id = chosen.product_id AND link.gone_at IS NULL
    ORDER BY chosen.product_id, store.name, store.id`;
  const planned: PlannedProduct[] = [];
  const unreadable: UnreadableProduct[] = [];
  for (const { createsParkedUntil, store, ...row } of rows) {
    const parsed = plannedProductSchema.safeParse({ ...row, store: store && { ...store, createsParkedUntil } });
    if (parsed.success) planned.push(parsed.data);
    else {
      const field = parsed.error.issues[0]?.path.join(".") ?? "";
      unreadable.push({ productId: row.productId, title: row.title, store, field });
    }
  }
  return { planned, unreadable };
}
