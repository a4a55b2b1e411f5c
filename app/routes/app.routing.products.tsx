import { useLoaderData, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { ProductRoutingPage } from "#app/components/routing/product-routing-page.tsx";
import { listProducts } from "#app/domain/catalog/product-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { explainRouting } from "#app/domain/stores/routing/explain-routing.server.ts";
import { listUnroutedProducts } from "#app/domain/stores/routing/unrouted-queries.server.ts";
import { encodePage } from "#app/http/cursors.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { pageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.object({
  text: z.string().trim().max(100).optional(),
  productId: z.uuid().optional(),
  ...pageParams("uuid"),
});

export const loader = pageLoader(async ({ ctx, request }) => {
  const { text, productId, ...page } = parseSearchParams(request, search);
  const [found, explained, unrouted] = await Promise.all([
    text === undefined || text === "" ? null : listProducts(ctx, { text }, { limit: 10 }),
    productId === undefined ? null : explainRouting(ctx, productId),
    can(ctx.actor, "view") ? listUnroutedProducts(ctx, toPageRequest(page)) : null,
  ]);
  return {
    text: text ?? "",
    found: found && found.items.map(({ id, title, categoryPath }) => ({ id, title, categoryPath })),
    explained,
    unrouted: unrouted && { products: unrouted.items, ...encodePage(unrouted) },
  };
});

export default function ProductRouting() {
  const loaded = useLoaderData<typeof loader>();
  const [, setSearchParams] = useSearchParams();
  return <ProductRoutingPage {...loaded} onSearch={(text) => setSearchParams(text === "" ? {} : { text })} />;
}
