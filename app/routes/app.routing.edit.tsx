import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { RouteEditor } from "#app/components/routing/route-editor.tsx";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getCategoryRouting } from "#app/domain/stores/routing/category-queries.server.ts";
import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { listRouteChoices } from "#app/domain/stores/routing/route-choices.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { routeBody } from "#app/http/api/route-bodies.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson, parseSearchParams } from "#app/http/parse-input.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import type { action as previewChange } from "./app.routing.dry-run.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const asked = z.union([z.object({ remove: z.uuid() }), z.object({ set: routeBody })]);

export const loader = pageLoader(async ({ ctx, request }) => {
  const place = parseSearchParams(request, z.object({ categoryId: z.uuid(), storeId: z.uuid() }));
  const { category, stores } = await getCategoryRouting(ctx, place.categoryId);
  const store = stores.find((one) => one.store.id === place.storeId);
  if (!store) throw new NotFoundError("store");
  requirePermission(ctx.actor, "configure");
  return { category, ...store, choices: await listRouteChoices(ctx, place.storeId) };
});

export const action = pageAction(async ({ ctx, request }) => {
  const wanted = await parseJson(request, asked);
  const { departureBatchId } =
    "remove" in wanted ? await removeRoute(ctx, { routeId: wanted.remove }) : await setRoute(ctx, wanted.set);
  return { isSaved: true, departureBatchId };
});

export default function EditRoute() {
  const loaded = useLoaderData<typeof loader>();
  const saving = useFetcher<typeof action>();
  const preview = useFetcher<typeof previewChange>();
  const navigate = useNavigate();
  const answer = saving.state === "idle" ? saving.data : undefined;
  const previewed = preview.state === "idle" ? preview.data : undefined;
  const isSaved = answer !== undefined && "isSaved" in answer;
  const departureBatchId = isSaved ? answer.departureBatchId : null;
  const back = `/app/routing?categoryId=${loaded.category.id}`;
  useEffect(() => {
    if (isSaved) navigate(departureBatchId === null ? back : `/app/batches/${departureBatchId}`);
  }, [isSaved, departureBatchId, navigate, back]);
  const json = { method: "POST", encType: "application/json" } as const;
  return (
    <RouteEditor
      {...loaded}
      key={`${loaded.category.id} ${loaded.store.id}`}
      isSaving={saving.state !== "idle"}
      isSaved={isSaved}
      problem={answer !== undefined && "problem" in answer ? answer.problem : null}
      preview={previewed !== undefined && "effect" in previewed ? previewed : null}
      previewProblem={previewed !== undefined && "problem" in previewed ? previewed.problem : null}
      onPreview={(body) => preview.submit(JSON.stringify(body), { ...json, action: "/app/routing/dry-run" })}
      onSave={(body) => saving.submit(JSON.stringify(body), json)}
      onLeave={() => navigate(back)}
    />
  );
}
