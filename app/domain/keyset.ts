/** One page of a list that is ordered by a key: from the start, after a key, or before one. */
export interface PageRequest {
  limit: number;
  after?: string;
  before?: string;
}

export interface Page<Item> {
  items: Item[];
  /** Key to ask for the following page with `after`; null on the last page. */
  next: string | null;
  /** Key to ask for the preceding page with `before`; null on the first page. */
  previous: string | null;
}

/**
 * Cuts a page from what was read in the direction of travel, one item more than the limit.
 * Rows that are inserted or deleted meanwhile never repeat or hide another row: only keys are compared.
 */
export function cutPage<Item>(read: readonly Item[], request: PageRequest, keyOf: (item: Item) => string): Page<Item> {
  const isBackward = isBackwardRequest(request);
  const hasMore = read.length > request.limit;
  const kept = read.slice(0, request.limit);
  const items = isBackward ? kept.toReversed() : kept;
  const first = items[0];
  const last = items.at(-1);
  const hasNext = isBackward ? items.length > 0 : hasMore;
  const hasPrevious = isBackward ? hasMore : request.after !== undefined;
  return {
    items,
    next: hasNext && last !== undefined ? keyOf(last) : null,
    previous: hasPrevious && first !== undefined ? keyOf(first) : null,
  };
}

/** The key of a list that is ordered by a whole number first, and of equal ones by an id. */
export const countedKey = (count: number, id: string): string => `${count}/${id}`;

/** `before` counts only where `after` is absent. */
export const isBackwardRequest = (request: PageRequest): boolean =>
  request.before !== undefined && request.after === undefined;
