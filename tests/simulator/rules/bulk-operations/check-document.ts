import { compileDocument, type CompiledOperation } from "../../graphql/documents.ts";
import { type UserError, userError } from "../../graphql/errors.ts";
import { type DocumentShape, readDocumentShape } from "./document-shape.ts";

/** Longest document that is kept. Recorded: bulk-operation-storage-byte-limit. */
const maximumDocumentBytes = 65_535;
const maximumConnections = 5;
const maximumDepth = 2;

/** What is wrong with the query of `bulkOperationRunQuery`, before it is compared with the schema. */
function queryFaults({ operation, rootFields, connections, hasConnectionInList }: DocumentShape): string[] {
  if (operation !== "query") return ["Invalid operation type. Only `query` operations are supported."];
  const faults: string[] = [];
  const byNodes = connections.filter((connection) => connection.selectsNodes).map(({ name }) => name);
  if (byNodes[0] !== undefined) {
    faults.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${byNodes[0]} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '${byNodes.join("', '")}'.`,
    );
  }
  for (const name of ["node", "nodes"]) {
    if (rootFields.includes(name)) faults.push(`Bulk queries cannot contain a top level \`${name}\` field.`);
  }
  if (connections.some((connection) => connection.depth > maximumDepth)) {
    faults.push(`Bulk queries cannot contain connections with a nesting depth greater than ${maximumDepth}.`);
  }
  if (connections.length > maximumConnections) {
    faults.push(`Bulk queries cannot contain more than ${maximumConnections} connections.`);
  }
  const withoutId = connections.filter((connection) => connection.hasNestedConnection && !connection.selectsId);
  if (withoutId.length > 0) {
    const names = withoutId.map(({ name }) => name).join(", ");
    faults.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${names}.`,
    );
  }
  if (hasConnectionInList) {
    faults.push("Queries that contain a connection field within a list field are not currently supported.");
  }
  if (connections.length === 0) faults.push("Bulk queries must contain at least one connection.");
  return faults;
}

/**
 * Checks the document of a bulk query.
 *
 * Recorded: bulk-operation-run-query-validators, bulk-operation-storage-byte-limit. "Invalid bulk query: …" is [C].
 */
export function checkBulkQuery(source: string): UserError[] {
  const refuse = (message: string): UserError => userError(["query"], message, "INVALID");
  const read = readDocumentShape(source);
  if ("syntaxError" in read) return [refuse(`Invalid bulk query: ${read.syntaxError}`)];
  const faults = queryFaults(read.shape);
  if (faults.length > 0) return faults.map(refuse);
  const compiled = onlyOperation(source);
  if (typeof compiled === "string") return [refuse(`Invalid bulk query: ${compiled}`)];
  const size = sizeFault(source);
  return size === null ? [] : [refuse(`Query ${size}`)];
}

/** Mutations that a bulk mutation may not run. Recorded for `bulkOperationRunMutation`; the others go with it. */
const forbiddenMutations = ["bulkOperationRunMutation", "bulkOperationRunQuery", "bulkOperationCancel"];

function mutationFaults({ rootFields, connections }: DocumentShape): string[] {
  const faults: string[] = [];
  if (rootFields.length !== 1) faults.push("You must specify a single top level mutation.");
  else if (rootFields.some((name) => forbiddenMutations.includes(name))) {
    faults.push("You must use an allowed mutation name.");
  }
  if (connections.length > 1) faults.push("Bulk mutations cannot contain more than 1 connection.");
  return faults;
}

/**
 * Checks the document of a bulk mutation; its size is checked later, see `sizeFault`.
 *
 * Recorded: bulk-operation-run-mutation-user-errors, -connection-validators. [C]: the words for a query and for several
 * mutations. The words for a document that the schema refuses are not recorded.
 */
export function checkBulkMutation(source: string): UserError[] {
  const read = readDocumentShape(source);
  const invalid = (message: string): UserError[] => [userError(null, message, "INVALID_MUTATION")];
  if ("syntaxError" in read) return invalid(`Failed to parse the mutation - ${read.syntaxError}`);
  if (read.shape.operation !== "mutation") {
    return invalid("Invalid operation type. Only `mutation` operations are supported.");
  }
  const faults = mutationFaults(read.shape);
  if (faults.length > 0) return faults.map((message) => userError(["mutation"], message, null));
  const compiled = onlyOperation(source);
  return typeof compiled === "string" ? invalid(`Failed to parse the mutation - ${compiled}`) : [];
}

/** How a document is too large; null when it is not. */
export function sizeFault(source: string): string | null {
  const bytes = Buffer.byteLength(source);
  if (bytes <= maximumDocumentBytes) return null;
  return `is too large (${bytes} bytes; maximum is ${maximumDocumentBytes} bytes)`;
}

/** The one operation of a checked document, or what the schema has against it. */
export function onlyOperation(source: string): CompiledOperation | string {
  const compiled = compileDocument(source);
  if (!compiled.isValid) return compiled.errors[0]?.message ?? "the document is not valid";
  const [operation] = compiled.operations;
  if (!operation || compiled.operations.length > 1) return "the document must contain exactly one operation";
  return operation;
}
