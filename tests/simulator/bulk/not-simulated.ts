import type { ExecutedAnswer } from "../graphql/execution.ts";
import type { BulkOperationRecord } from "../state/bulk-operations.ts";

/** Keeps in mind that an operation met something that is not simulated: see `BulkOperationRecord.notSimulated`. */
export function noteWhatIsNotSimulated(operation: BulkOperationRecord, answer: ExecutedAnswer): void {
  const error = answer.errors.find(({ extensions }) => extensions?.["code"] === "NOT_SIMULATED");
  if (error) operation.notSimulated ??= error.message;
}
