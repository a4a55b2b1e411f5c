import type { RowStatus } from "../../transitions.ts";

/** So many rows or products (groups) of a batch went from one status to another. */
export type CounterMove = RowMove | GroupMove;

interface Move {
  batchId: string;
  from: RowStatus;
  to: RowStatus;
  count: number;
}

export interface RowMove extends Move {
  what: "rows";
}

/** Groups of one store, with the points that were planned for them. */
export interface GroupMove extends Move {
  what: "products";
  storeId: string;
  points: number;
}

/** Columns that a statement which moves groups returns, as `groupMoves` reads them. */
export interface MovedGroups {
  batch_id: string;
  store_id: string;
  status: RowStatus;
  count: number;
  points: number;
}

export const groupMoves = (from: RowStatus, moved: readonly MovedGroups[]): GroupMove[] =>
  moved.map(({ batch_id, store_id, status, count, points }) => ({
    batchId: batch_id,
    storeId: store_id,
    what: "products",
    from,
    to: status,
    count,
    points,
  }));
