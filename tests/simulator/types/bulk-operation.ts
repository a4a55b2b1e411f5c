import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { invalidId, topLevelError } from "../graphql/errors.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { type BulkOperationRecord, type BulkOperationType, resultKeptMs, statusAt } from "../state/bulk-operations.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { ShopState } from "../state/shop.ts";
import { resultUrl } from "../storage/result-urls.ts";
import { searchBulkOperations } from "./search/bulk-operation-search.ts";
import { dateTime } from "./times.ts";

/** @throws GraphQLError NOT_SIMULATED when what it did is no answer of Shopify's. */
function outcomeOf(operation: BulkOperationRecord): BulkOperationRecord {
  if (operation.notSimulated === null) return operation;
  throw topLevelError(operation.notSimulated, "NOT_SIMULATED");
}

function urlWhen(operation: BulkOperationRecord, status: string, shop: ShopState): string | null {
  const { endedAtMs, status: kept } = outcomeOf(operation);
  const isGone = endedAtMs === null || shop.nowMs() >= endedAtMs + resultKeptMs;
  return kept === status && !isGone ? resultUrl(shop.environment.storage, operation) : null;
}

defineObjectType<BulkOperationRecord>("BulkOperation", {
  id: (operation) => gid("BulkOperation", operation.id),
  type: (operation) => operation.type,
  status: (operation, _args: object, { shop }) => statusAt(outcomeOf(operation), shop.nowMs()),
  errorCode: (operation) => outcomeOf(operation).errorCode,
  objectCount: (operation) => String(outcomeOf(operation).objectCount),
  rootObjectCount: (operation) => String(outcomeOf(operation).rootObjectCount),
  fileSize: (operation) => {
    const { status, resultKey, result } = outcomeOf(operation);
    return status === "COMPLETED" && resultKey !== null ? String(result.sizeBytes) : null;
  },
  url: (operation, _args: object, { shop }) => urlWhen(operation, "COMPLETED", shop),
  partialDataUrl: (operation, _args: object, { shop }) => urlWhen(operation, "FAILED", shop),
  query: (operation) => operation.document,
  createdAt: (operation) => dateTime(operation.createdAtMs),
  completedAt: ({ status, endedAtMs }) => (status === "COMPLETED" && endedAtMs !== null ? dateTime(endedAtMs) : null),
});

interface ListArguments extends ConnectionArguments {
  query?: string | null;
  sortKey: "CREATED_AT" | "COMPLETED_AT";
}

function listBulkOperations(args: ListArguments, request: AdminRequest) {
  const found = searchBulkOperations(request, args.query ?? "");
  if (args.sortKey === "COMPLETED_AT") {
    found.sort((a, b) => (a.endedAtMs ?? Infinity) - (b.endedAtMs ?? Infinity) || a.id - b.id);
  }
  const isNewestFirst = request.shop.environment.fidelity.bulkOperationsOrder === "newest-first";
  return paginate(isNewestFirst ? found.toReversed() : found, args);
}

defineObjectType<undefined>("QueryRoot", {
  bulkOperation: (_root, args: { id: string }, { shop }) => {
    const id = idOfKind("BulkOperation", args.id);
    // Recorded: bulk-operations-read-arg-validation.
    if (id === null) throw invalidId(args.id);
    return shop.bulkOperations.withId(id);
  },
  bulkOperations: (_root, args: ListArguments, request) => listBulkOperations(args, request),
  currentBulkOperation: (_root, args: { type: BulkOperationType }, { shop }) => shop.bulkOperations.newest(args.type),
});
