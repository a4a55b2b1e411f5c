import { z } from "zod";
import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

/** One run: how far it is, and what it found by kind. */
export const loader = apiLoader(async ({ ctx, params }) =>
  getRun(ctx, parseParams(params, z.object({ storeId: z.uuid(), runId: z.uuid() }))),
);

export const action = methodNotAllowed("GET");
