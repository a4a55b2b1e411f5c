import { userError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { isTerminal, statusAt } from "../../state/bulk-operations.ts";
import { idOfKind } from "../../state/gids.ts";
import type { BulkOperationPayload } from "./run-query.ts";

/**
 * Asks an operation to end; it goes on for a short while.
 *
 * Recorded: bulk-operation-run-query-schema-roots (CANCELING, then CANCELED). [C]: the words for an operation that has
 * ended, and for one that is not there.
 */
export function bulkOperationCancel(args: { id: string }, { shop }: AdminRequest): BulkOperationPayload {
  const operation = shop.bulkOperations.withId(idOfKind("BulkOperation", args.id));
  if (!operation) {
    return { bulkOperation: null, userErrors: [userError(["id"], "Bulk operation does not exist", null)] };
  }
  if (isTerminal(operation)) {
    const status = statusAt(operation, shop.nowMs()).toLowerCase();
    const message = `A bulk operation cannot be canceled when it is ${status}`;
    return { bulkOperation: operation, userErrors: [userError(null, message, null)] };
  }
  shop.environment.bulkRunner.cancel(operation);
  return { bulkOperation: operation, userErrors: [] };
}
