import { inTransaction, type Database } from "#app/platform/db.server.ts";
import { productSelectionSchema } from "../product-selection.ts";
import { approveAsItStood } from "./approve-as-it-stood.server.ts";
import { nextProducts } from "./next-products.server.ts";

/** Runs ahead of the planning of one approval. */
export interface Forerunner {
  /** Approves about `size` variants behind the slice of `plannedSize` that is being planned, and behind what it did before. */
  approveNext(slices: { plannedSize: number; size: number }): Promise<void>;
}

/**
 * Approves the products of a large approval one slice ahead of its planning, beside it: both take their time in the
 * database, and planning then finds its products approved. What it does not come to, planning approves itself. An
 * interrupted approval goes on, so that what was approved ahead is planned in the end; one that is cancelled meanwhile
 * has at most one slice more that is approved and not sent.
 */
export function createForerunner(
  db: Database,
  { organizationId, approvalId }: { organizationId: string; approvalId: string },
): Forerunner {
  let approvedThrough: string | null = null;
  return {
    async approveNext({ plannedSize, size }) {
      const approval = await db.approval.findFirst({
        where: { id: approvalId, organizationId, plannedAt: null, batch: { cancelRequestedAt: null } },
      });
      if (!approval) return;
      const selection = productSelectionSchema.parse(approval.selection);
      const frozen = { ...approval, selection };
      const after = async (plannedThrough: string | null, variants: number) =>
        (await nextProducts(db, { ...frozen, plannedThrough }, variants)).products;
      const isAhead = approvedThrough !== null && approvedThrough > (approval.plannedThrough ?? "");
      const from = isAhead ? approvedThrough : (await after(approval.plannedThrough, plannedSize)).at(-1)?.id;
      if (from === undefined) return;
      const products = await after(from, size);
      await inTransaction(db, (tx) => approveAsItStood(tx, frozen, products));
      approvedThrough = products.at(-1)?.id ?? from;
    },
  };
}
