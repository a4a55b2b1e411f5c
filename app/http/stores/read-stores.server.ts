import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listPrivacyRequests } from "#app/domain/privacy/privacy-queries.server.ts";
import { listMissingScopes } from "#app/domain/stores/store-access-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";
import { listStoresAtWork, type StoreAtWork } from "./stores-at-work.server.ts";

const PRIVACY_REQUESTS_SHOWN = 10;

/** A store with how it does, and whether it lets the app in. */
export interface StoreHealth extends StoreAtWork {
  /** Null where no token is kept, so that nothing is known. */
  missingScopes: string[] | null;
}

export async function readStores(ctx: Context, request: Request) {
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("bigint"))), PRIVACY_REQUESTS_SHOWN);
  const [stores, asked] = await Promise.all([listStoresAtWork(ctx), listPrivacyRequests(ctx, page)]);
  const missing = await listMissingScopes(ctx, stores);
  return {
    stores: stores.map((store): StoreHealth => ({ ...store, missingScopes: missing.get(store.id) ?? null })),
    mayJoin: can(ctx.actor, "administer"),
    privacy: { requests: asked.items, ...encodePage(asked) },
  };
}
