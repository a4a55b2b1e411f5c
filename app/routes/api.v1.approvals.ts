import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { approvalBody } from "#app/http/api/approval-body.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Approves products, variants, or all that a filter matches; the answer names the batch that uploads them. */
export const action = apiAction(async ({ ctx, request }) => {
  return approveProducts(ctx, await parseJson(request, approvalBody));
}, 202);
