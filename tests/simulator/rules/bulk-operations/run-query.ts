import type { UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import type { BulkOperationRecord } from "../../state/bulk-operations.ts";
import { checkBulkQuery } from "./check-document.ts";
import { refuseWhenBusy, startOperation } from "./start-operation.ts";

export interface BulkOperationPayload {
  bulkOperation: BulkOperationRecord | null;
  userErrors: UserError[];
}

/** Starts a bulk query. Recorded: bulk-operation-run-query-validators, -concurrency-limit, -group-objects. */
export function bulkOperationRunQuery(
  args: { query: string; groupObjects: boolean },
  request: AdminRequest,
): BulkOperationPayload {
  const { shop, scopes } = request;
  const userErrors = checkBulkQuery(args.query);
  if (userErrors.length > 0) return { bulkOperation: null, userErrors };
  const busy = refuseWhenBusy(shop, "QUERY");
  if (busy) return { bulkOperation: null, userErrors: [busy] };
  const bulkOperation = startOperation(shop, "QUERY", {
    document: args.query,
    scopes,
    clientIdentifier: null,
    upload: null,
    groupObjects: args.groupObjects,
  });
  return { bulkOperation, userErrors: [] };
}
