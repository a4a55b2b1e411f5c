import { findProductLinks } from "#app/domain/links/link-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { findProductLinks as operation } from "#app/http/api/operations/catalog-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, query }) => ({ items: await findProductLinks(ctx, query) })),
);
export const action = loader;
