import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { Connection } from "../graphql/connections.ts";
import type { CompiledOperation } from "../graphql/documents.ts";
import { topLevelError } from "../graphql/errors.ts";
import { type ExecutedAnswer, executeOperation } from "../graphql/execution.ts";
import { resolveField } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import type { BulkOperationErrorCode, BulkOperationRecord } from "../state/bulk-operations.ts";
import type { BulkWork } from "./bulk-work.ts";
import { appendChildren, appendGrouped, appendLine, nodesIn, type OwnLine, ownLines } from "./result-lines.ts";
import { noteWhatIsNotSimulated } from "./not-simulated.ts";

/** One root object of the query, and the connection that it stands in. */
interface Root {
  responseKey: string;
  nodes: readonly object[];
}

const largestPiece = 50;
/** A small shop is read in pieces too, so that an operation can fail in its middle. */
const fewestPieces = 20;

function pageOf(nodes: readonly object[]): Connection<object> {
  return new Connection(nodes, false, false, () => "");
}

/**
 * A bulk query: the objects of its root connections as they were listed when it began, read a piece at a time.
 *
 * Connections give all they have; `first` and its like are ignored. Shopify: "Perform bulk operations" (queries).
 */
export class QueryWork implements BulkWork {
  readonly #operation: BulkOperationRecord;
  readonly #compiled: CompiledOperation;
  readonly #request: AdminRequest;
  readonly #roots: Root[] = [];
  readonly #total: number;
  /** Objects whose children are still to be written. */
  readonly #heldBack: OwnLine[] = [];
  #read = 0;
  #failure: BulkOperationErrorCode | null = null;

  constructor(operation: BulkOperationRecord, compiled: CompiledOperation, request: AdminRequest) {
    this.#operation = operation;
    this.#compiled = compiled;
    this.#request = request;
    for (const { responseKey, name } of compiled.rootFields) {
      if (name !== "__typename") this.#roots.push({ responseKey, nodes: this.#list(responseKey) });
    }
    this.#total = this.#roots.reduce((sum, root) => sum + root.nodes.length, 0);
  }

  get progress(): number {
    return this.#total === 0 ? 1 : this.#read / this.#total;
  }

  get isDone(): boolean {
    return this.#failure === null && this.#read === this.#total;
  }

  next(): BulkOperationErrorCode | null {
    if (this.#failure !== null) return this.#failure;
    let start = this.#read;
    for (const { responseKey, nodes } of this.#roots) {
      if (start < nodes.length) {
        const size = Math.min(largestPiece, Math.ceil(this.#total / fewestPieces));
        this.#readPiece(responseKey, nodes.slice(start, start + size));
        break;
      }
      start -= nodes.length;
    }
    return this.#failure;
  }

  #readPiece(responseKey: string, piece: readonly object[]): void {
    const operation = this.#operation;
    const { data } = this.#execute(responseKey, () => pageOf(piece));
    if (this.#failure !== null) return;
    const lines = ownLines(nodesIn(data, responseKey));
    operation.rootObjectCount += lines.length;
    this.#read += piece.length;
    if (operation.groupObjects) operation.objectCount += appendGrouped(operation.result, lines);
    else this.#appendUngrouped(lines);
  }

  /**
   * Ungrouped, children come somewhere behind their parents. Where exactly is not recorded (of a single product they
   * follow at once): here behind the next fifty objects.
   */
  #appendUngrouped(lines: readonly OwnLine[]): void {
    const { result } = this.#operation;
    for (const { line } of lines) appendLine(result, line);
    this.#operation.objectCount += lines.length;
    this.#heldBack.push(...lines);
    if (this.#heldBack.length < largestPiece && !this.isDone) return;
    this.#operation.objectCount += appendChildren(result, this.#heldBack.splice(0));
  }

  /** What a root connection holds. */
  #list(responseKey: string): readonly object[] {
    let nodes: readonly object[] = [];
    this.#execute(responseKey, (resolve) => {
      const listed = resolve();
      if (!(listed instanceof Connection)) {
        throw topLevelError(`not simulated: a bulk query of ${responseKey}`, "NOT_SIMULATED");
      }
      nodes = listed.nodes;
      return pageOf([]);
    });
    return nodes;
  }

  /** Runs the query with `answerRoot` in the place of one root field, and nothing in the others. */
  #execute(responseKey: string, answerRoot: (resolve: () => unknown) => unknown): ExecutedAnswer {
    const resolve = (
      source: object | undefined,
      args: object,
      request: AdminRequest,
      info: GraphQLResolveInfo,
    ): unknown => {
      const isConnection = getNamedType(info.returnType).name.endsWith("Connection");
      const resolveWhole = (): unknown =>
        resolveField(source, isConnection ? { ...args, isWhole: true } : args, request, info);
      if (info.path.prev !== undefined) return resolveWhole();
      return info.path.key === responseKey ? answerRoot(resolveWhole) : pageOf([]);
    };
    const answer = executeOperation(this.#compiled, {}, this.#request, resolve);
    noteWhatIsNotSimulated(this.#operation, answer);
    const [error] = answer.errors;
    if (error) {
      this.#failure = error.extensions?.["code"] === "ACCESS_DENIED" ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
    }
    return answer;
  }
}
