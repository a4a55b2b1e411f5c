import type { BulkOperationErrorCode } from "../state/bulk-operations.ts";

/** What a bulk operation has to do, piece by piece. Each piece writes to the result and raises the operation's counts. */
export interface BulkWork {
  /** From 0 to 1. */
  readonly progress: number;
  readonly isDone: boolean;
  /** Does the next piece. Answers why the operation cannot go on, null when it can. */
  next(): BulkOperationErrorCode | null;
}
