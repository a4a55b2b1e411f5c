import type { RowFailure } from "../../failures/row-failure.ts";
import type { HeldGroup, ProductTie } from "../claims/claimed-group.ts";
import type { RowResult } from "../settling/settlement.ts";

/** The rows of a claimed group that have not ended. */
export class OpenRows<Group extends HeldGroup, Row extends { id: bigint }> {
  readonly group: Group;
  link: ProductTie | null;
  protected readonly open: Map<bigint, Row>;

  constructor(group: Group, rows: readonly Row[]) {
    this.group = group;
    this.link = group.link;
    this.open = new Map(rows.map((row) => [row.id, row]));
  }

  get rows(): Row[] {
    return [...this.open.values()];
  }

  get isDone(): boolean {
    return this.open.size === 0;
  }

  fail(row: Row, failure: RowFailure): RowResult {
    this.open.delete(row.id);
    return { rowId: row.id, status: "FAILED", failure };
  }

  failAll(failure: RowFailure): RowResult[] {
    return this.rows.map((row) => this.fail(row, failure));
  }

  /** All open rows wait for another try. */
  postpone(): RowResult[] {
    const results = this.rows.map((row): RowResult => ({ rowId: row.id, status: "PENDING" }));
    this.open.clear();
    return results;
  }
}
