import type { FaultScript } from "../faults/script.ts";
import type { CompiledOperation } from "../graphql/documents.ts";
import type { AdminRequest } from "../graphql/request.ts";
import type { BulkOperationErrorCode, BulkOperationRecord } from "../state/bulk-operations.ts";
import type { StoredFile } from "../state/stored-file.ts";
import { meetLineFaults } from "./bulk-faults.ts";
import type { BulkWork } from "./bulk-work.ts";
import { noteWhatIsNotSimulated } from "./not-simulated.ts";
import { appendLine } from "./result-lines.ts";
import { brokenLine, type LineResult, readLine, runLine } from "./run-line.ts";
import { shuffledNumbers } from "./shuffle.ts";

interface Given {
  operation: BulkOperationRecord;
  upload: StoredFile;
  compiled: CompiledOperation;
  request: AdminRequest;
  faults: FaultScript;
}

/**
 * A bulk mutation: one execution for each line of the upload.
 *
 * Shopify promises no order, so the lines are run (and their results written) in a shuffled one, which is the same for
 * the same operation id.
 */
export class MutationWork implements BulkWork {
  readonly #given: Given;
  readonly #starts: readonly number[];
  readonly #order: Uint32Array;
  #done = 0;

  constructor(given: Given) {
    const { operation, upload, request } = given;
    this.#given = given;
    this.#starts = upload.lineStarts();
    const isShuffled = request.shop.environment.fidelity.bulkLineOrder === "shuffled";
    this.#order = isShuffled
      ? shuffledNumbers(this.#starts.length, operation.id)
      : Uint32Array.from(this.#starts.keys());
  }

  get progress(): number {
    return this.#starts.length === 0 ? 1 : this.#done / this.#starts.length;
  }

  get isDone(): boolean {
    return this.#done === this.#starts.length;
  }

  next(): BulkOperationErrorCode | null {
    const { operation, upload, request } = this.#given;
    const lineNumber = this.#order[this.#done] ?? 0;
    const start = this.#starts[lineNumber] ?? 0;
    const text = upload.read(start, this.#starts[lineNumber + 1] ?? upload.sizeBytes).toString();
    const variables = readLine(text);
    const isFatal = request.shop.environment.fidelity.bulkBrokenLine === "operation-failed";
    if (variables === null && isFatal) return "INTERNAL_SERVER_ERROR";
    const result = variables === null ? brokenLine : this.#run(lineNumber, variables);
    this.#done += 1;
    operation.objectCount += 1;
    operation.rootObjectCount += 1;
    if (result !== null) appendLine(operation.result, { ...result, __lineNumber: lineNumber });
    return null;
  }

  #run(lineNumber: number, variables: Readonly<Record<string, unknown>>): LineResult | null {
    const { operation, compiled, request, faults } = this.#given;
    const requestId = `${request.requestId}-line-${lineNumber}`;
    const fired = meetLineFaults(faults, request.shop.domain);
    const result = runLine(compiled, variables, { ...request, requestId }, fired);
    if (result) noteWhatIsNotSimulated(operation, { data: result.data ?? null, errors: result.errors ?? [] });
    return result;
  }
}
