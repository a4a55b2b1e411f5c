import { z } from "zod";
import { keepGrantedScopes } from "#app/domain/stores/keep-granted-scopes.server.ts";
import { handled, ofStore, unreadable } from "./topic-handler.ts";

const body = z.object({ current: z.array(z.string()) });

/** app/scopes_update: a store that lacks a scope waits for a person, one that has all of them again goes on. */
export const scopesUpdated = ofStore(async (runtime, { store, shopDomain, payload }) => {
  const told = body.safeParse(payload);
  if (!told.success) return unreadable;
  return handled(await keepGrantedScopes(runtime, { storeId: store.id, shopDomain, granted: told.data.current }));
});
