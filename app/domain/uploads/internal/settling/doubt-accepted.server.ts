import type { Tx } from "#app/platform/db.server.ts";

/**
 * After updates that were answered to nobody, what Shopify accepted last may be in the shop no longer: the content that
 * was accepted before is not unchanged any more, and is compared with the shop when it is approved again.
 */
export async function doubtAccepted(tx: Tx, attemptIds: readonly bigint[]): Promise<void> {
  if (attemptIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE product_links link SET accepted_hash = NULL, updated_at = now()
    FROM upload_attempts sent JOIN upload_groups mine ON mine.id = sent.group_id
    WHERE sent.id = ANY (${[...attemptIds]}::bigint[]) AND sent.step = 'UPDATE_PRODUCT'
      AND link.store_id = mine.store_id AND link.product_id = mine.product_id AND link.accepted_hash IS NOT NULL`;
  await tx.$executeRaw`
    UPDATE variant_links link SET accepted_hash = NULL, updated_at = now()
    FROM upload_attempts sent JOIN shopify_upload_products mine ON mine.group_id = sent.group_id
    WHERE sent.id = ANY (${[...attemptIds]}::bigint[]) AND sent.step = 'UPDATE_VARIANTS'
      AND link.store_id = mine.store_id AND link.variant_id = mine.variant_id AND link.accepted_hash IS NOT NULL`;
}
