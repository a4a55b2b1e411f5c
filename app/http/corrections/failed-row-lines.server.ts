import { correctionHeader } from "#app/domain/catalog/corrections/correction-file.ts";
import { listFailedRowCells } from "#app/domain/catalog/corrections/failed-row-queries.server.ts";
import type { Context } from "#app/domain/context.ts";
import { csvLine } from "../api/csv-line.ts";

const ROWS_PER_READ = 500;

/** The failed rows of a batch, or of one of its error groups, as lines of a CSV file, some pages of rows at a time. */
export async function* failedRowLines(
  ctx: Context,
  asked: { batchId: string; errorGroup?: string | undefined },
): AsyncGenerator<string> {
  // The mark tells Excel that the file is UTF-8.
  yield `\uFEFF${csvLine(correctionHeader)}`;
  for (let after: string | undefined; ;) {
    const page = await listFailedRowCells(ctx, asked, {
      limit: ROWS_PER_READ,
      ...(after === undefined ? {} : { after }),
    });
    if (page.items.length > 0) yield page.items.map(({ cells }) => csvLine(cells)).join("");
    if (page.next === null) return;
    after = page.next;
  }
}
