import type { ClaimedGroup, ClaimedRow, ProductTie, VariantTie } from "../claims/claimed-group.ts";
import type { RowFailure } from "../../failures/row-failure.ts";
import type { RowResult } from "../settling/settlement.ts";

/** A claimed group on its way through the steps: what is tied by now and which rows are still open. */
export class GroupWork {
  readonly group: ClaimedGroup;
  link: ProductTie | null;
  #open: Map<bigint, ClaimedRow>;

  constructor(group: ClaimedGroup) {
    this.group = group;
    this.link = group.link;
    this.#open = new Map(group.rows.map((row) => [row.id, row]));
  }

  get rows(): ClaimedRow[] {
    return [...this.#open.values()];
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }

  tie(row: ClaimedRow, tie: VariantTie): void {
    this.#open.set(row.id, { ...row, link: tie });
  }

  untie(row: ClaimedRow): void {
    this.#open.set(row.id, { ...row, link: null });
  }

  /** The Shopify product is gone, and its variants with it. */
  forgetProduct(): void {
    this.link = null;
    for (const row of this.rows) this.untie(row);
  }

  succeed(row: ClaimedRow, tie: Omit<VariantTie, "acceptedHash">, kept: readonly string[] = []): RowResult {
    const settled = this.succeedUnchanged(row, tie);
    return settled.status === "SUCCESS" ? { ...settled, isAccepted: true, kept } : settled;
  }

  /** The shop accepted the row's content before: what is known of it stays. */
  succeedUnchanged(
    row: ClaimedRow,
    { shopifyVariantId, shopifyInventoryItemId }: Omit<VariantTie, "acceptedHash">,
  ): RowResult {
    this.#open.delete(row.id);
    const { warnings } = row;
    const tie = { shopifyVariantId, shopifyInventoryItemId };
    return { rowId: row.id, status: "SUCCESS", tie, isAccepted: false, ...(warnings ? { warnings } : {}) };
  }

  /** The shop's variant has the row's content, and something else is still to be done for the product. */
  linkAccepted(
    row: ClaimedRow,
    { shopifyVariantId, shopifyInventoryItemId }: Omit<VariantTie, "acceptedHash">,
  ): RowResult {
    const tie = { shopifyVariantId, shopifyInventoryItemId };
    this.tie(row, { ...tie, acceptedHash: row.hash });
    return { rowId: row.id, status: "LINKED", tie, isAccepted: true };
  }

  fail(row: ClaimedRow, failure: RowFailure): RowResult {
    this.#open.delete(row.id);
    return { rowId: row.id, status: "FAILED", failure };
  }

  failAll(failure: RowFailure): RowResult[] {
    return this.rows.map((row) => this.fail(row, failure));
  }

  /** All open rows wait for another try. */
  postpone(): RowResult[] {
    const results = this.rows.map((row): RowResult => ({ rowId: row.id, status: "PENDING" }));
    this.#open.clear();
    return results;
  }
}
