import type { StoredFile } from "./stored-file.ts";

export type BulkOperationType = "QUERY" | "MUTATION";

/** What a shop keeps of a status. EXPIRED is not kept: it is what COMPLETED becomes once its result is gone. */
type KeptStatus = "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED";
export type BulkOperationStatus = KeptStatus | "EXPIRED";
export type BulkOperationErrorCode = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

export interface BulkOperationRecord {
  readonly kind: "BulkOperation";
  readonly id: number;
  readonly type: BulkOperationType;
  /** The query or mutation as it was sent. */
  readonly document: string;
  /** Scopes of the token that started it. */
  readonly scopes: readonly string[];
  readonly clientIdentifier: string | null;
  /** The uploaded lines of a mutation; null for a query. */
  readonly upload: StoredFile | null;
  readonly groupObjects: boolean;
  readonly createdAtMs: number;
  status: KeptStatus;
  /** When it ended, in whatever way. */
  endedAtMs: number | null;
  errorCode: BulkOperationErrorCode | null;
  objectCount: number;
  rootObjectCount: number;
  /** What it has produced so far. */
  readonly result: StoredFile;
  /** Name of the result in the storage, once it may be fetched. */
  resultKey: string | null;
  /** What it needed and the simulator does not know: whoever looks at it is told instead of being shown a status. */
  notSimulated: string | null;
}

/** Shopify: "`url` and `partialDataUrl` values expire after seven days" (schema text). */
export const resultKeptMs = 7 * 24 * 60 * 60 * 1_000;

export function statusAt(operation: BulkOperationRecord, nowMs: number): BulkOperationStatus {
  const { status, endedAtMs } = operation;
  const isGone = status === "COMPLETED" && endedAtMs !== null && nowMs >= endedAtMs + resultKeptMs;
  return isGone ? "EXPIRED" : status;
}

export function isTerminal(operation: BulkOperationRecord): boolean {
  return operation.status === "COMPLETED" || operation.status === "CANCELED" || operation.status === "FAILED";
}

/** The bulk operations of one app in one shop. */
export class BulkOperations {
  readonly #operations = new Map<number, BulkOperationRecord>();

  add(operation: BulkOperationRecord): void {
    this.#operations.set(operation.id, operation);
  }

  withId(id: number | null): BulkOperationRecord | null {
    return id === null ? null : (this.#operations.get(id) ?? null);
  }

  /** Oldest first. */
  all(): BulkOperationRecord[] {
    return [...this.#operations.values()];
  }

  inProgress(type: BulkOperationType): BulkOperationRecord[] {
    return this.all().filter((operation) => operation.type === type && !isTerminal(operation));
  }

  newest(type: BulkOperationType): BulkOperationRecord | null {
    return this.all().findLast((operation) => operation.type === type) ?? null;
  }
}

/** Carries bulk operations out on the simulator's clock. */
export interface BulkRunner {
  start(shopDomain: string, operation: BulkOperationRecord): void;
  cancel(operation: BulkOperationRecord): void;
  /** Ends every operation where it is. */
  close(): void;
}
