import type { Context } from "#app/domain/context.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { ApiFile } from "../api/api-file.server.ts";
import { failedRowLines } from "./failed-row-lines.server.ts";

/** The file of a batch's failed rows: the same for people and for systems. */
export async function openFailedRowFile(
  ctx: Context,
  { batchId, errorGroup }: { batchId: string; errorGroup?: string | undefined },
): Promise<ApiFile> {
  await getBatch(ctx, batchId);
  return new ApiFile({
    name: `failed-rows-${batchId}.csv`,
    type: "text/csv",
    lines: failedRowLines(ctx, { batchId, errorGroup }),
  });
}
