import { MANUAL_RETRIES } from "#app/domain/uploads/upload-limits.ts";
import type { Tx } from "#app/platform/db.server.ts";

const SLICE_GROUPS = 500;
const FORGOTTEN = "Deleted with the data of the shop.";

/** Where the walk over a store's uploads has come to. */
export interface UploadsCursor {
  batchId: string;
  groupId: bigint;
}

/** The batches that have something of the store, in an order. */
export async function batchesOf(tx: Tx, storeId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ batch_id: string }[]>`
    SELECT DISTINCT batch_id FROM upload_batch_stores WHERE store_id = ${storeId}::uuid
    UNION SELECT DISTINCT batch_id FROM upload_error_groups WHERE store_id = ${storeId}::uuid
    ORDER BY batch_id`;
  return rows.map(({ batch_id }) => batch_id);
}

/**
 * Takes what was sent to the store, and what came back, out of some groups of a batch: attempts are deleted, groups and
 * rows keep how they ended and nothing of the shop. A failed row cannot be sent again: there is nothing left to send.
 * Answers the last group, null when there are no more.
 */
export async function forgetGroups(tx: Tx, storeId: string, after: UploadsCursor): Promise<bigint | null> {
  const groups = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM upload_groups
    WHERE batch_id = ${after.batchId}::uuid AND store_id = ${storeId}::uuid AND id > ${after.groupId}
    ORDER BY id LIMIT ${SLICE_GROUPS}`;
  const ids = groups.map(({ id }) => id);
  await tx.$executeRaw`DELETE FROM upload_attempts WHERE group_id = ANY (${ids}::bigint[])`;
  await tx.$executeRaw`
    UPDATE shopify_upload_products SET payload = '{}', payload_hash = '', error_field = NULL, warnings = NULL,
      error_message = CASE WHEN error_message IS NULL THEN NULL ELSE ${FORGOTTEN} END,
      retry_count = CASE WHEN status = 'FAILED' THEN greatest(retry_count, ${MANUAL_RETRIES}) ELSE retry_count END,
      shopify_product_id = CASE WHEN shopify_product_id IS NULL THEN NULL ELSE 'deleted' END,
      shopify_variant_id = CASE WHEN shopify_variant_id IS NULL THEN NULL ELSE 'deleted' END,
      shopify_inventory_item_id = CASE WHEN shopify_inventory_item_id IS NULL THEN NULL ELSE 'deleted' END
    WHERE group_id = ANY (${ids}::bigint[])`;
  await tx.$executeRaw`
    UPDATE upload_groups SET payload = '{}', payload_hash = '', media_check_at = NULL,
      shopify_product_id = CASE WHEN shopify_product_id IS NULL THEN NULL ELSE 'deleted' END
    WHERE id = ANY (${ids}::bigint[])`;
  return ids.length < SLICE_GROUPS ? null : (ids.at(-1) ?? null);
}

/** Takes the examples out of the error groups of a batch in the store. */
export async function forgetExamples(tx: Tx, storeId: string, batchId: string): Promise<void> {
  await tx.uploadErrorGroup.updateMany({
    where: { storeId, batchId },
    data: { exampleMessage: FORGOTTEN, exampleField: null },
  });
}
