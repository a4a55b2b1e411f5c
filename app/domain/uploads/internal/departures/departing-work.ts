import type { ClaimedDeparture, DepartingRow } from "../claims/claimed-group.ts";
import type { RowResult } from "../settling/settlement.ts";
import { OpenRows } from "../steps/open-rows.ts";

type SkipReason = Extract<RowResult, { status: "SKIPPED" }>["skipReason"];

/** A product on its way out of its store. */
export class DepartingWork extends OpenRows<ClaimedDeparture, DepartingRow> {
  constructor(group: ClaimedDeparture) {
    super(group, group.rows);
  }

  /** What the shop has of the product is off sale now. */
  succeedAll(): RowResult[] {
    return this.rows.map(({ id: rowId, link }): RowResult => {
      this.open.delete(rowId);
      if (!link) return { rowId, status: "SKIPPED", skipReason: "GONE_FROM_SHOP" };
      const { shopifyVariantId, shopifyInventoryItemId } = link;
      return { rowId, status: "SUCCESS", tie: { shopifyVariantId, shopifyInventoryItemId }, isAccepted: false };
    });
  }

  skipAll(skipReason: SkipReason): RowResult[] {
    const results = this.rows.map(({ id }): RowResult => ({ rowId: id, status: "SKIPPED", skipReason }));
    this.open.clear();
    return results;
  }
}
