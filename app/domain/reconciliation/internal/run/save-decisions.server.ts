import type { Tx } from "#app/platform/db.server.ts";
import { snapshotAtOf, type ClaimedRun } from "./claimed-run.server.ts";
import type { ComparedLink, LinkDecision } from "./decide-link.ts";

/**
 * Commits what was decided of a slice's links, set-based, and dates it by when the shop was read: news of what happened
 * since, and handled later, know of it. What was accepted of a replaced variant is not known any more.
 */
export async function saveDecisions(
  tx: Tx,
  run: ClaimedRun,
  decisions: readonly (readonly [ComparedLink, LinkDecision])[],
): Promise<void> {
  const asOf = snapshotAtOf(run);
  const products = decisions.flatMap(([{ productId }, { product }]) =>
    product
      ? [{ id: productId, is_gone: product.isGone, handle: product.handle, lacks_identity: product.lacksIdentity }]
      : [],
  );
  const gone = decisions.flatMap(([{ productId, isGone }, { product }]) =>
    product?.isGone && !isGone ? [productId] : [],
  );
  const repairs = decisions.flatMap(([, { repairs: made }]) =>
    made.map((repair) => ({
      id: repair.variantId,
      variant: repair.shopifyVariantId,
      item: repair.shopifyInventoryItemId,
      is_replaced: repair.isReplaced,
    })),
  );
  const goneVariants = decisions.flatMap(([, decision]) => decision.goneVariants);
  await tx.$executeRaw`
    UPDATE product_links link SET handle = found.handle, lacks_identity = found.lacks_identity,
      gone_at = CASE WHEN found.is_gone THEN coalesce(link.gone_at, ${asOf}) END,
      accepted_hash = CASE WHEN found.is_gone THEN NULL ELSE link.accepted_hash END, may_be_made_anew = FALSE, updated_at = ${asOf}
    FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb) AS found(id uuid, is_gone boolean, handle text, lacks_identity boolean)
    WHERE link.store_id = ${run.storeId}::uuid AND link.product_id = found.id`;
  await tx.$executeRaw`
    UPDATE variant_links SET gone_at = ${asOf}, accepted_hash = NULL, updated_at = ${asOf}
    WHERE store_id = ${run.storeId}::uuid AND gone_at IS NULL
      AND (product_id = ANY (${gone}::uuid[]) OR variant_id = ANY (${goneVariants}::uuid[]))`;
  await tx.$executeRaw`
    UPDATE variant_links link SET shopify_variant_id = found.variant, shopify_inventory_item_id = found.item, gone_at = NULL,
      accepted_hash = CASE WHEN found.is_replaced THEN NULL ELSE link.accepted_hash END,
      accepted = CASE WHEN found.is_replaced THEN NULL ELSE link.accepted END, updated_at = ${asOf}
    FROM jsonb_to_recordset(${JSON.stringify(repairs)}::jsonb) AS found(id uuid, variant text, item text, is_replaced boolean)
    WHERE link.store_id = ${run.storeId}::uuid AND link.variant_id = found.id AND NOT EXISTS (
      SELECT 1 FROM variant_links other
      WHERE other.store_id = link.store_id AND other.shopify_variant_id = found.variant AND other.variant_id <> found.id)`;
}
