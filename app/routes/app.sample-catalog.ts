import { loadSampleCatalog } from "#app/domain/catalog/load-sample-catalog.server.ts";
import { pageAction } from "#app/http/page-handlers.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

/** Fills an empty catalog with the shipped sample. */
export const action = pageAction(async ({ ctx }) => {
  const { products } = await loadSampleCatalog(ctx);
  return { loaded: products.created };
});
