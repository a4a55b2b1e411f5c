import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { ApiFile } from "../api/api-file.server.ts";
import { fingerprintSchema, parseParams, parseSearchParams } from "../parse-input.server.ts";
import { failedRowLines } from "./failed-row-lines.server.ts";

const search = z.object({ errorGroup: fingerprintSchema.optional() });

/** The file of a batch's failed rows, from its address: the same for people and for systems. */
export async function openFailedRowFile(ctx: Context, request: Request, params: unknown): Promise<ApiFile> {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { errorGroup } = parseSearchParams(request, search);
  await getBatch(ctx, batchId);
  return new ApiFile({
    name: `failed-rows-${batchId}.csv`,
    type: "text/csv",
    lines: failedRowLines(ctx, { batchId, errorGroup }),
  });
}
