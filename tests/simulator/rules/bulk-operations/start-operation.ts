import { type UserError, userError } from "../../graphql/errors.ts";
import type { BulkOperationRecord, BulkOperationType } from "../../state/bulk-operations.ts";
import { gid } from "../../state/gids.ts";
import type { ShopState } from "../../state/shop.ts";
import { StoredFile } from "../../state/stored-file.ts";

type Given = Pick<BulkOperationRecord, "document" | "scopes" | "clientIdentifier" | "upload" | "groupObjects">;

/** Makes an operation that is about to run, and sets it going. */
export function startOperation(shop: ShopState, type: BulkOperationType, given: Given): BulkOperationRecord {
  const operation: BulkOperationRecord = {
    kind: "BulkOperation",
    id: shop.environment.ids.bulkOperation.next(),
    type,
    ...given,
    createdAtMs: shop.nowMs(),
    status: "CREATED",
    endedAtMs: null,
    errorCode: null,
    objectCount: 0,
    rootObjectCount: 0,
    result: new StoredFile(),
    resultKey: null,
    notSimulated: null,
  };
  shop.bulkOperations.add(operation);
  shop.environment.bulkRunner.start(shop.domain, operation);
  return operation;
}

/**
 * Refuses one operation more than run at a time, for queries and mutations each.
 *
 * Recorded: bulk-operation-run-query-concurrency-limit (five, 2026-04), -operation-in-progress (one, 2025-01).
 */
export function refuseWhenBusy(shop: ShopState, type: BulkOperationType): UserError | null {
  const running = shop.bulkOperations.inProgress(type);
  if (running.length < shop.environment.fidelity.bulkOperationsAtOnce) return null;
  const ids = running.map(({ id }) => gid("BulkOperation", id)).join(", ");
  const message = `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${ids}.`;
  return userError(null, message, "OPERATION_IN_PROGRESS");
}
