import { z } from "zod";
import { releaseQuarantinedLevel } from "#app/domain/inventory/levels/release-quarantined-level.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Takes a level out of quarantine. */
export const action = apiAction(async ({ ctx, params }) => {
  const { levelId } = parseParams(params, z.object({ levelId: rowIdSchema }));
  await releaseQuarantinedLevel(ctx, { id: BigInt(levelId) });
  return { id: levelId, released: true };
});
