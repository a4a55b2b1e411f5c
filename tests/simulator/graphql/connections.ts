import { topLevelError } from "./errors.ts";

export interface ConnectionArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
  /** In a bulk query: everything on one page, whatever else is asked for. */
  isWhole?: boolean;
}

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** One page of a list. Edges and nodes are built only when they are asked for. */
export class Connection<Node extends object> {
  readonly #page: readonly Node[];
  readonly #hasNext: boolean;
  readonly #hasPrevious: boolean;
  readonly #cursorOf: (node: Node) => string;

  constructor(page: readonly Node[], hasPrevious: boolean, hasNext: boolean, cursorOf: (node: Node) => string) {
    this.#page = page;
    this.#hasPrevious = hasPrevious;
    this.#hasNext = hasNext;
    this.#cursorOf = cursorOf;
  }

  get nodes(): readonly Node[] {
    return this.#page;
  }

  get edges(): { cursor: string; node: Node }[] {
    return this.#page.map((node) => ({ cursor: this.#cursorOf(node), node }));
  }

  get pageInfo(): PageInfo {
    const first = this.#page[0];
    const last = this.#page.at(-1);
    return {
      hasNextPage: this.#hasNext,
      hasPreviousPage: this.#hasPrevious,
      startCursor: first ? this.#cursorOf(first) : null,
      endCursor: last ? this.#cursorOf(last) : null,
    };
  }
}

/** Longest page. Shopify: limits page; `variants` of a single product at the root may be 2,048 long (schema text). */
export const maximumPage = 250;

/**
 * Cuts a page out of a list that is in its order.
 *
 * @throws GraphQLError BAD_REQUEST without `first` and `last`, with both, with a foreign cursor (recorded:
 * bulkOperations, metafieldDefinitions).
 */
export function paginate<Node extends { id: number }>(
  items: readonly Node[],
  args: ConnectionArguments,
  longestPage: number = maximumPage,
): Connection<Node> {
  if (args.isWhole) {
    return new Connection(args.reverse ? items.toReversed() : items, false, false, (node) => cursorOfId(node.id));
  }
  const first = args.first ?? null;
  const last = args.last ?? null;
  if (first === null && last === null) throw topLevelError("you must provide one of first or last", "BAD_REQUEST");
  if (first !== null && last !== null) {
    throw topLevelError("providing both first and last is not supported", "BAD_REQUEST");
  }
  const size = first ?? last ?? 0;
  if (size < 0 || size > longestPage) {
    throw topLevelError(`page size must be between 0 and ${longestPage}, not ${size}`, "BAD_REQUEST");
  }
  const ordered = args.reverse ? items.toReversed() : items;
  const from = args.after ? indexOfCursor(ordered, args.after) + 1 : 0;
  const to = args.before ? indexOfCursor(ordered, args.before) : ordered.length;
  const start = first === null ? Math.max(from, to - size) : from;
  const end = first === null ? to : Math.min(to, from + size);
  const page = ordered.slice(start, end);
  return new Connection(page, start > 0, end < ordered.length, (node) => cursorOfId(node.id));
}

function cursorOfId(id: number): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: String(id) })).toString("base64");
}

function indexOfCursor(items: readonly { id: number }[], cursor: string): number {
  const id = /"last_id":(\d+)/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  const index = id === undefined ? -1 : items.findIndex((item) => item.id === Number(id));
  if (index === -1) throw topLevelError("Malformed cursor", "BAD_REQUEST");
  return index;
}
