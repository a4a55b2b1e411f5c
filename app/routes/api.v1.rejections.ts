import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { reject } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(answers(reject, async ({ ctx, body }) => rejectProducts(ctx, body)));
export const action = loader;
