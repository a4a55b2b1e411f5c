import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listPrivacyRequests } from "#app/domain/privacy/privacy-queries.server.ts";
import { listMissingScopes } from "#app/domain/stores/store-access-queries.server.ts";
import { listStores, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import { listStorePulses, type StorePulse } from "#app/domain/uploads/queries/store-pulse-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

const PRIVACY_REQUESTS_SHOWN = 10;

/** A store with how it does: what it may spend, what waits for it, and whether it lets the app in. */
export interface StoreHealth extends StoreView {
  pulse: Pick<StorePulse, "productsOpen" | "budget">;
  /** Null where no token is kept, so that nothing is known. */
  missingScopes: string[] | null;
  mayPause: boolean;
}

export async function readStores(ctx: Context, request: Request) {
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("bigint"))), PRIVACY_REQUESTS_SHOWN);
  const [stores, pulses, missing, asked] = await Promise.all([
    listStores(ctx),
    listStorePulses(ctx),
    listMissingScopes(ctx),
    listPrivacyRequests(ctx, page),
  ]);
  const pulseOf = new Map(pulses.map(({ storeId, ...pulse }) => [storeId, pulse]));
  const health = stores.map((store): StoreHealth => ({
    ...store,
    pulse: pulseOf.get(store.id) ?? { productsOpen: 0, budget: null },
    missingScopes: missing.get(store.id) ?? null,
    mayPause: store.status === "CONNECTED" && can(ctx.actor, "upload", store.id),
  }));
  return {
    stores: health,
    mayJoin: can(ctx.actor, "administer"),
    privacy: { requests: asked.items, ...encodePage(asked) },
  };
}
