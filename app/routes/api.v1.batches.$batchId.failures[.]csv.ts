import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { exportFailedRows } from "#app/http/api/operations/correction-operations.ts";
import { openFailedRowFile } from "#app/http/corrections/failed-row-file.server.ts";

export const loader = apiRoute(
  answers(exportFailedRows, ({ ctx, params: { batchId }, query: { errorGroup } }) =>
    openFailedRowFile(ctx, { batchId, errorGroup }),
  ),
);
export const action = loader;
