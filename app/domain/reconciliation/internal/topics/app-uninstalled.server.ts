import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { handled, type TopicHandler } from "./topic-handler.ts";

/** app/uninstalled: tokens deleted, unfinished uploads CANCELLED, no call afterwards, links kept for a return. */
export const appUninstalled: TopicHandler = async (runtime, { shopDomain, triggeredAt }) =>
  handled(await disconnectStore(runtime, { shopDomain, uninstalledAt: triggeredAt }));
