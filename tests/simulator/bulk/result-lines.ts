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
interface OwnLine {
  line: JsonObject;
  /** Nodes of each connection below it. */
  children: OwnLine[][];
}

/**
 * Writes the nodes of a bulk query as lines; what lies in a connection names the node that it belongs to.
 *
 * Grouped, the children of a node follow it at once; ungrouped, they come behind the other nodes, connection by
 * connection (recorded only for a single product, where both are the same).
 *
 * @returns how many lines that were.
 */
export function appendNodes(file: StoredFile, nodes: readonly object[], isGrouped: boolean): number {
  const lines = nodes.filter(isObject).map((node) => ownLine(node, null));
  return isGrouped ? appendGrouped(file, lines) : appendByLevel(file, lines);
}

function appendGrouped(file: StoredFile, lines: readonly OwnLine[]): number {
  let count = 0;
  for (const { line, children } of lines) {
    appendLine(file, line);
    count += 1;
    for (const child of children) count += appendGrouped(file, child);
  }
  return count;
}

function appendByLevel(file: StoredFile, lines: readonly OwnLine[]): number {
  for (const { line } of lines) appendLine(file, line);
  let count = lines.length;
  const most = Math.max(0, ...lines.map(({ children }) => children.length));
  for (let place = 0; place < most; place += 1) {
    const children = lines.flatMap((line) => line.children[place] ?? []);
    if (children.length > 0) count += appendByLevel(file, children);
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
