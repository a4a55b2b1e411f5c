import { productSelectionSchema } from "#app/domain/catalog/product-selection.ts";
import { summarizeSelection } from "#app/domain/catalog/selection-queries.server.ts";
import { pageAction } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

/** What an approval of a selection would do. Changes nothing; a POST only because a selection may be long. */
export const action = pageAction(async ({ ctx, request }) => ({
  summary: await summarizeSelection(ctx, await parseJson(request, productSelectionSchema)),
}));
