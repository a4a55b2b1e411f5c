import { openFailedRowFile } from "#app/http/corrections/failed-row-file.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** The failed rows of a batch as a file to correct. */
export const loader = pageLoader(async ({ ctx, request, params }) => {
  const file = await openFailedRowFile(ctx, request, params);
  return file.respond({ "Cache-Control": "no-store" });
});
