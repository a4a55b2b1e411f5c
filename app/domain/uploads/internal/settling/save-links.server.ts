import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import type { Settlement } from "./settlement.ts";

/** An upload brings a product back with the last of what it sends, or as soon as it publishes what was unpublished. */
const IS_STILL_DEPARTED = Prisma.sql`(link.shopify_product_id = excluded.shopify_product_id AND excluded.accepted_hash IS NULL
  AND (link.departed_as IS DISTINCT FROM 'UNPUBLISH' OR excluded.published_to = '{}'))`;

/** Ties the internal products to their Shopify products. What is accepted now replaces what was, with its hash or without. */
export async function saveProductLinks(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const gone = settlements.filter((settlement) => settlement.isProductGone).map((settlement) => settlement.groupId);
  if (gone.length > 0) {
    await tx.$executeRaw`
      UPDATE product_links link SET gone_at = now(), may_be_made_anew = FALSE, updated_at = now()
      FROM upload_groups held
      WHERE held.id = ANY (${gone}::bigint[]) AND link.store_id = held.store_id AND link.product_id = held.product_id AND link.gone_at IS NULL`;
    await tx.$executeRaw`
      UPDATE variant_links link SET gone_at = now(), updated_at = now()
      FROM upload_groups held
      WHERE held.id = ANY (${gone}::bigint[]) AND link.store_id = held.store_id AND link.product_id = held.product_id AND link.gone_at IS NULL`;
  }
  const found = settlements.flatMap(({ groupId, product }) =>
    product
      ? [
          {
            id: groupId.toString(),
            gid: product.shopifyProductId,
            handle: product.handle,
            is_accepted: product.isAccepted,
            is_snapshot: product.accepted === "snapshot" || (product.isAccepted && product.accepted === undefined),
            accepted: product.accepted === "snapshot" ? undefined : product.accepted,
            published_to: product.publishedTo,
          },
        ]
      : [],
  );
  if (found.length === 0) return;
  const goneSince = await tx.$queryRaw<{ product_id: string }[]>`
    WITH saved AS (
    INSERT INTO product_links AS link (store_id, product_id, organization_id, shopify_product_id, handle, accepted_hash, accepted,
      is_created_by_app, published_to)
    SELECT held.store_id, held.product_id, held.organization_id, found.gid, found.handle,
      CASE WHEN found.is_accepted THEN held.payload_hash END,
      CASE WHEN found.is_snapshot THEN held.payload ELSE found.accepted END,
      found.published_to IS NOT NULL, coalesce(found.published_to, '{}')
    FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS found(id bigint, gid text, handle text, is_accepted boolean,
      is_snapshot boolean, accepted jsonb, published_to text[])
    JOIN upload_groups held ON held.id = found.id
    ON CONFLICT (store_id, product_id) DO UPDATE SET
      shopify_product_id = excluded.shopify_product_id,
      handle = coalesce(excluded.handle, link.handle),
      accepted_hash = CASE WHEN link.shopify_product_id = excluded.shopify_product_id AND excluded.accepted IS NULL
        THEN link.accepted_hash ELSE excluded.accepted_hash END,
      accepted = CASE WHEN link.shopify_product_id = excluded.shopify_product_id
        THEN coalesce(excluded.accepted, link.accepted) ELSE excluded.accepted END,
      is_created_by_app = excluded.is_created_by_app OR (link.shopify_product_id = excluded.shopify_product_id AND link.is_created_by_app),
      published_to = CASE WHEN link.shopify_product_id = excluded.shopify_product_id
        THEN ARRAY(SELECT DISTINCT unnest(link.published_to || excluded.published_to)) ELSE excluded.published_to END,
      gone_at = CASE WHEN link.shopify_product_id = excluded.shopify_product_id THEN link.gone_at END,
      departed_at = CASE WHEN ${IS_STILL_DEPARTED} THEN link.departed_at END,
      departed_as = CASE WHEN ${IS_STILL_DEPARTED} THEN link.departed_as END,
      updated_at = CASE WHEN link.shopify_product_id = excluded.shopify_product_id AND link.gone_at IS NOT NULL
        THEN link.updated_at ELSE now() END
    RETURNING store_id, product_id, gone_at
    ) SELECT product_id FROM saved WHERE gone_at IS NOT NULL LIMIT 1`;
  if (goneSince.length > 0)
    await reviveProducts(
      tx,
      found.map(({ id }) => BigInt(id)),
    );
}

/**
 * What was called gone before the last call of a group was sent is there all the same, as its answer says. What was called
 * gone since was deleted after it: the call and its answer are past.
 */
async function reviveProducts(tx: Tx, groupIds: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE product_links link SET gone_at = NULL, updated_at = now()
    FROM upload_groups held
    WHERE held.id = ANY (${[...groupIds]}::bigint[]) AND link.store_id = held.store_id AND link.product_id = held.product_id
      AND link.gone_at IS NOT NULL AND link.updated_at <= ${LAST_CALL}`;
}

/** Over a group `held`: when its newest call was sent. */
const LAST_CALL = Prisma.sql`coalesce(
  (SELECT attempt.started_at FROM upload_attempts attempt WHERE attempt.group_id = held.id ORDER BY attempt.id DESC LIMIT 1), now())`;

/**
 * Ties the internal variants to their Shopify variants and inventory items. Of what the shop has kept as it was, what was
 * accepted stays as it was too. A tie that was there before is as old as it was: news from before this upload know of it.
 */
export async function saveVariantLinks(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  const found = settlements.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.status === "SUCCESS" || row.status === "LINKED"
        ? [
            {
              id: row.rowId.toString(),
              variant: row.tie.shopifyVariantId,
              item: row.tie.shopifyInventoryItemId,
              is_accepted: row.isAccepted ?? false,
              kept: row.status === "SUCCESS" ? (row.kept ?? []) : [],
            },
          ]
        : [],
    ),
  );
  if (found.length === 0) return;
  const goneSince = await tx.$queryRaw<{ variant_id: string }[]>`
    WITH saved AS (
    INSERT INTO variant_links AS link (store_id, variant_id, product_id, organization_id, shopify_variant_id, shopify_inventory_item_id, accepted_hash, accepted, sku)
    SELECT mine.store_id, mine.variant_id, mine.product_id, mine.organization_id, found.variant, found.item,
      CASE WHEN found.is_accepted THEN mine.payload_hash END, CASE WHEN found.is_accepted THEN mine.payload::jsonb - found.kept END,
      CASE WHEN found.is_accepted THEN (mine.payload::jsonb - found.kept) ->> 'sku' END
    FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS found(id bigint, variant text, item text, is_accepted boolean, kept text[])
    JOIN shopify_upload_products mine ON mine.id = found.id
    ON CONFLICT (store_id, variant_id) DO UPDATE SET
      shopify_variant_id = excluded.shopify_variant_id,
      shopify_inventory_item_id = excluded.shopify_inventory_item_id,
      accepted_hash = CASE WHEN link.shopify_variant_id = excluded.shopify_variant_id
        THEN coalesce(excluded.accepted_hash, link.accepted_hash) ELSE excluded.accepted_hash END,
      accepted = CASE WHEN link.shopify_variant_id = excluded.shopify_variant_id
        THEN coalesce(coalesce(link.accepted, '{}') || excluded.accepted, link.accepted)
        ELSE excluded.accepted END,
      sku = coalesce(excluded.sku, link.sku),
      updated_at = CASE WHEN link.shopify_variant_id = excluded.shopify_variant_id
        AND (link.gone_at IS NOT NULL OR link.shopify_inventory_item_id = excluded.shopify_inventory_item_id)
        THEN link.updated_at ELSE now() END,
      gone_at = CASE WHEN link.shopify_variant_id = excluded.shopify_variant_id THEN link.gone_at END
    RETURNING store_id, variant_id, product_id, gone_at
    ) SELECT variant_id FROM saved WHERE gone_at IS NOT NULL OR EXISTS (
      SELECT 1 FROM product_links product
      WHERE product.store_id = saved.store_id AND product.product_id = saved.product_id AND product.gone_at IS NOT NULL) LIMIT 1`;
  if (goneSince.length > 0)
    await reviveVariants(
      tx,
      found.map(({ id }) => BigInt(id)),
    );
}

/** As of products: by what came last, the call or the news that the variant is gone. With a product its variants are gone. */
async function reviveVariants(tx: Tx, rowIds: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant_links link SET gone_at = NULL, updated_at = now()
    FROM shopify_upload_products mine JOIN upload_groups held ON held.id = mine.group_id
    WHERE mine.id = ANY (${[...rowIds]}::bigint[]) AND link.store_id = mine.store_id AND link.variant_id = mine.variant_id
      AND link.gone_at IS NOT NULL AND link.updated_at <= ${LAST_CALL}`;
  await tx.$executeRaw`
    UPDATE variant_links link SET gone_at = product.gone_at, updated_at = product.updated_at
    FROM shopify_upload_products mine JOIN product_links product
      ON product.store_id = mine.store_id AND product.product_id = mine.product_id AND product.gone_at IS NOT NULL
    WHERE mine.id = ANY (${[...rowIds]}::bigint[]) AND link.store_id = mine.store_id AND link.variant_id = mine.variant_id
      AND link.gone_at IS NULL`;
}
