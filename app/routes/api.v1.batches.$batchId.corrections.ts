import { applyCorrections } from "#app/domain/catalog/corrections/apply-corrections.server.ts";
import { previewCorrections } from "#app/domain/catalog/corrections/preview-corrections.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { correctFailedRows } from "#app/http/api/operations/correction-operations.ts";
import { readFileBody } from "#app/http/corrections/read-uploaded-file.server.ts";

export const loader = apiRoute(
  answers(correctFailedRows, async ({ ctx, request, params: { batchId }, query: { digest } }) => {
    const file = await readFileBody(request);
    if (digest === undefined) return { preview: await previewCorrections(ctx, { batchId, file }), applied: null };
    return { preview: null, applied: await applyCorrections(ctx, { batchId, file, digest }) };
  }),
);
export const action = loader;
