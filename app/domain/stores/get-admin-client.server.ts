import type { Runtime } from "#app/domain/context.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import {
  createAdminClient,
  type AdminAnswer,
  type AdminClient,
  type Operation,
  type RequestOptions,
} from "#app/shopify/client.server.ts";
import { StoreAccessError } from "#app/shopify/errors.ts";
import { observeClient } from "#app/shopify/observed-client.server.ts";
import { currentToken, isFresh } from "./internal/current-token.server.ts";
import type { OfflineToken } from "./internal/offline-token.server.ts";
import { requireReconnect } from "./internal/require-reconnect.server.ts";
import { StoreReconnectRequiredError, StoreUninstalledError } from "./store-errors.ts";

/** How long a token that is due is used before the table is asked again. */
const TRUSTED_MS = 2_000;

/**
 * Admin GraphQL of a connected store, good for as long as the store is: it renews its token, and when Shopify refuses
 * one it sends the call again with a newer token if there is one (a refused call was not executed), else the store
 * becomes RECONNECT_REQUIRED. A shop that is out of service (frozen, locked, closed) keeps its token and its status.
 * @throws {NotFoundError}, {StoreReconnectRequiredError}, {StoreUninstalledError}, {TokenRefreshFailedError}; a request
 * throws these too, beside {ShopifyError}.
 */
export async function getAdminClient(runtime: Runtime, storeId: string): Promise<AdminClient> {
  const store = await runtime.db.store.findUnique({
    where: { id: storeId },
    select: { shopDomain: true, status: true },
  });
  if (!store) throw new NotFoundError("store");
  if (store.status === "UNINSTALLED") throw new StoreUninstalledError(store.shopDomain);
  if (store.status === "RECONNECT_REQUIRED") throw new StoreReconnectRequiredError(store.shopDomain);
  const session = openSession(runtime, store.shopDomain);
  await session.current();

  return {
    shopDomain: store.shopDomain,
    async request<Op extends Operation>(operation: Op, options: RequestOptions<Op>): Promise<AdminAnswer<Op>> {
      const first = await session.current();
      try {
        return await first.client.request(operation, options);
      } catch (error) {
        if (!(error instanceof StoreAccessError)) throw error;
        const next = await session.after(first.token, error);
        return next.request(operation, options);
      }
    },
  };
}

interface Opened {
  token: OfflineToken;
  client: AdminClient;
}

function openSession(runtime: Runtime, shopDomain: string) {
  let opened: Opened | null = null;
  let trustedUntilMs = 0;

  async function open(): Promise<Opened> {
    const token = await currentToken(runtime, shopDomain);
    trustedUntilMs = runtime.clock.now().getTime() + TRUSTED_MS;
    if (opened?.token.sealed === token.sealed) return opened;
    const client = createAdminClient({ shopDomain, accessToken: token.accessToken, fetch: runtime.fetch });
    opened = { token, client: observeClient(client) };
    return opened;
  }

  return {
    async current(): Promise<Opened> {
      const isGood = opened && (isFresh(runtime, opened.token) || runtime.clock.now().getTime() < trustedUntilMs);
      return isGood && opened ? opened : open();
    },

    /** The client of a newer token than the refused one. @throws the refusal when there is none. */
    async after(refused: OfflineToken, refusal: StoreAccessError): Promise<AdminClient> {
      await requireReconnect(runtime, { shopDomain, sealed: refused.sealed });
      const next = await open().catch((error: unknown) => {
        throw error instanceof StoreReconnectRequiredError ? refusal : error;
      });
      return next.client;
    },
  };
}
