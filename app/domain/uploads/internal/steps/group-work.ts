import type { ClaimedGroup, ClaimedRow, VariantTie } from "../claims/claimed-group.ts";
import type { RowResult } from "../settling/settlement.ts";
import { OpenRows } from "./open-rows.ts";

/** A claimed group on its way through the steps: what is tied by now and which rows are still open. */
export class GroupWork extends OpenRows<ClaimedGroup, ClaimedRow> {
  constructor(group: ClaimedGroup) {
    super(group, group.rows);
  }

  tie(row: ClaimedRow, tie: VariantTie): void {
    this.open.set(row.id, { ...row, link: tie });
  }

  untie(row: ClaimedRow): void {
    this.open.set(row.id, { ...row, link: null });
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
    this.open.delete(row.id);
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
}
