import { releaseQuarantinedLevel } from "#app/domain/inventory/levels/release-quarantined-level.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { releaseLevel } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(
  answers(releaseLevel, async ({ ctx, params: { levelId } }) => {
    await releaseQuarantinedLevel(ctx, { id: BigInt(levelId) });
    return { id: levelId, released: true };
  }),
);
export const action = loader;
