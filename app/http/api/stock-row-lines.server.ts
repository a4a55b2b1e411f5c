import type { Context } from "#app/domain/context.ts";
import type { StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { listStockRows } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { csvLine } from "./csv-line.ts";

const ROWS_PER_READ = 1_000;

const HEADER = [
  "Product",
  "Variant",
  "SKU",
  "Location",
  "Shopify location id",
  "Status",
  "Quantity before",
  "Quantity wanted",
  "Reason code",
  "Reason",
  "Processed at",
  "Variant id",
];

/** The rows of a run as lines of a CSV file, some pages of rows at a time. */
export async function* stockRowLines(
  ctx: Context,
  { runId, statuses }: { runId: string; statuses?: readonly StockRowStatus[] | undefined },
): AsyncGenerator<string> {
  yield csvLine(HEADER);
  for (let after: string | undefined; ;) {
    const page = await listStockRows(
      ctx,
      { runId, statuses },
      { limit: ROWS_PER_READ, ...(after === undefined ? {} : { after }) },
    );
    const lines = page.items.map((row) =>
      csvLine([
        row.productTitle,
        row.variantTitle,
        row.sku,
        row.locationName,
        row.locationId,
        row.status,
        row.changeFrom,
        row.target,
        row.reasonCode,
        row.reason,
        row.processedAt,
        row.variantId,
      ]),
    );
    if (lines.length > 0) yield lines.join("");
    if (page.next === null) return;
    after = page.next;
  }
}
