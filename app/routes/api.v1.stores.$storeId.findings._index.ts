import { z } from "zod";
import { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { listFindings } from "#app/domain/reconciliation/runs/finding-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  runId: z.uuid().optional(),
  kind: z.enum(FINDING_KINDS).optional(),
  state: z.enum(FINDING_STATES).optional(),
  ...apiPageParams("bigint"),
});

/** How a store's links and its shop differed, newest first: what was repaired, and what a person has to decide. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { cursor, limit, ...filter } = parseSearchParams(request, search);
  const findings = await listFindings(ctx, { storeId, ...filter }, toPageRequest({ after: cursor }, limit));
  return viewPage(findings, (finding) => finding);
});

export const action = methodNotAllowed("GET");
