import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { RoutingPage } from "#app/components/routing/routing-page.tsx";
import { can } from "#app/domain/organizations/permissions.ts";
import { getCategoryRouting } from "#app/domain/stores/routing/category-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => {
  const { categoryId } = parseSearchParams(request, z.object({ categoryId: z.uuid().optional() }));
  return { ...(await getCategoryRouting(ctx, categoryId)), mayConfigure: can(ctx.actor, "configure") };
});

export default function Routing() {
  return <RoutingPage {...useLoaderData<typeof loader>()} />;
}
