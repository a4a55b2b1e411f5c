import { type BulkOperationRecord, statusAt } from "../state/bulk-operations.ts";
import { gid } from "../state/gids.ts";
import type { ShopState } from "../state/shop.ts";

function webhookTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`;
}

/**
 * Tells the app that an operation has ended, in whatever way. There is no address in it: the app has to ask for the
 * result. Shopify: its published sample of bulk_operations/finish.
 */
export function tellOfFinish(shop: ShopState, operation: BulkOperationRecord): void {
  const { id, type, createdAtMs, endedAtMs, errorCode } = operation;
  const payload = {
    admin_graphql_api_id: gid("BulkOperation", id),
    completed_at: endedAtMs === null ? null : webhookTime(endedAtMs),
    created_at: webhookTime(createdAtMs),
    error_code: errorCode?.toLowerCase() ?? null,
    status: statusAt(operation, shop.nowMs()).toLowerCase(),
    type: type.toLowerCase(),
  };
  shop.environment.webhooks.emit(shop.domain, "bulk_operations/finish", () => payload);
}
