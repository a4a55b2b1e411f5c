import { productSelectionSchema } from "#app/domain/catalog/product-selection.ts";
import { digestPreview } from "#app/domain/uploads/preview/digest-preview.ts";
import { previewUpload } from "#app/domain/uploads/preview/preview-upload.server.ts";
import { pageAction } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const PRODUCTS_AT_MOST = 100;

/** What an upload of a selection would do in the shops, of its first products. Changes nothing. */
export const action = pageAction(async ({ ctx, request }) => {
  const selection = await parseJson(request, productSelectionSchema);
  return { digest: digestPreview(await previewUpload(ctx, { selection, limit: PRODUCTS_AT_MOST })) };
});
