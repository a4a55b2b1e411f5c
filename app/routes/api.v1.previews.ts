import { previewUpload } from "#app/domain/uploads/preview/preview-upload.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { preview } from "#app/http/api/operations/batch-operations.ts";
import { encodeCursor } from "#app/http/cursors.ts";

export const loader = apiRoute(
  answers(preview, async ({ ctx, body }) => {
    const { next, ...previewed } = await previewUpload(ctx, body);
    return { ...previewed, nextCursor: next === null ? null : encodeCursor(next) };
  }),
);
export const action = loader;
