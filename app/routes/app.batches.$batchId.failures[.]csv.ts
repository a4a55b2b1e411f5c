import { z } from "zod";
import { openFailedRowFile } from "#app/http/corrections/failed-row-file.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { fingerprintSchema, parseParams, parseSearchParams } from "#app/http/parse-input.server.ts";

/** The failed rows of a batch, or of one error group, as a file to correct. */
export const loader = pageLoader(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { errorGroup } = parseSearchParams(request, z.object({ errorGroup: fingerprintSchema.optional() }));
  const file = await openFailedRowFile(ctx, { batchId, errorGroup });
  return file.respond({ "Cache-Control": "no-store" });
});
