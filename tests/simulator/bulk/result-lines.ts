import type { StoredFile } from "../state/stored-file.ts";

interface JsonObject {
  readonly [key: string]: unknown;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One line of JSON with escaped slashes. Recorded: bulk-operation-root-count-and-search-filters. */
export function appendLine(file: StoredFile, value: unknown): void {
  file.append(Buffer.from(`${JSON.stringify(value).replaceAll("/", String.raw`\/`)}\n`));
}

/** An object of a bulk query on a line of its own, without the connections below it. */
export interface OwnLine {
  line: JsonObject;
  /** Nodes of each connection below it. */
  children: OwnLine[][];
}

/** Nodes of a bulk query as lines; what lies in a connection names the node that it belongs to. Recorded. */
export function ownLines(nodes: readonly object[]): OwnLine[] {
  return nodes.filter(isObject).map((node) => ownLine(node, null));
}

/** Writes lines, each followed by its children. Answers how many that were. */
export function appendGrouped(file: StoredFile, lines: readonly OwnLine[]): number {
  let count = 0;
  for (const { line, children } of lines) {
    appendLine(file, line);
    count += 1;
    for (const child of children) count += appendGrouped(file, child);
  }
  return count;
}

/** Writes what lies below lines, connection by connection. Answers how many lines that were. */
export function appendChildren(file: StoredFile, lines: readonly OwnLine[]): number {
  let count = 0;
  const connections = Math.max(0, ...lines.map(({ children }) => children.length));
  for (let place = 0; place < connections; place += 1) {
    const children = lines.flatMap((line) => line.children[place] ?? []);
    for (const { line } of children) appendLine(file, line);
    count += children.length + (children.length > 0 ? appendChildren(file, children) : 0);
  }
  return count;
}

function ownLine(node: JsonObject, parentId: unknown): OwnLine {
  const children: OwnLine[][] = [];
  const line: Record<string, unknown> = withoutConnections(node, node["id"], children);
  if (parentId !== null) line["__parentId"] = parentId;
  return { line, children };
}

/** Copies an object without its connections, at any depth; their nodes go to `children`. */
function withoutConnections(value: JsonObject, parentId: unknown, children: OwnLine[][]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (!isObject(entry)) copy[key] = entry;
    else if (Array.isArray(entry["edges"])) {
      children.push(nodesOf(entry["edges"]).map((node) => ownLine(node, parentId)));
    } else copy[key] = withoutConnections(entry, parentId, children);
  }
  return copy;
}

function nodesOf(edges: readonly unknown[]): JsonObject[] {
  return edges.flatMap((edge) => (isObject(edge) && isObject(edge["node"]) ? [edge["node"]] : []));
}

/** The nodes of the connection under `key` of an answer. */
export function nodesIn(data: unknown, key: string): readonly object[] {
  const connection = isObject(data) ? data[key] : null;
  const edges = isObject(connection) ? connection["edges"] : null;
  return Array.isArray(edges) ? nodesOf(edges) : [];
}
