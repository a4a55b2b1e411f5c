import { previewUpload } from "#app/domain/uploads/preview/preview-upload.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { previewBody } from "#app/http/api/preview-body.ts";
import { encodeCursor } from "#app/http/cursors.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** What an approval of a selection would do in each store. Changes nothing; a POST only because a selection may be long. */
export const action = apiAction(async ({ ctx, request }) => {
  const { next, ...preview } = await previewUpload(ctx, await parseJson(request, previewBody));
  return { ...preview, nextCursor: next === null ? null : encodeCursor(next) };
});
