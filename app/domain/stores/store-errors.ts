import { AppError, ConflictError } from "#app/platform/errors.ts";

/** Only a person can help: the app has to be opened in the shop's admin, which gives it a new token. */
export class StoreReconnectRequiredError extends AppError {
  constructor(shopDomain: string, cause?: unknown) {
    super({
      code: "store.reconnect-required",
      publicMessage: `${shopDomain} no longer lets the app in. Open Catalog Relay in the admin of this shop to reconnect it.`,
      remedy: { kind: "reconnect-store" },
      cause,
    });
  }
}

/** The app was removed from the shop; installing it again brings the store back with its links. */
export class StoreUninstalledError extends AppError {
  constructor(shopDomain: string) {
    super({
      code: "store.uninstalled",
      publicMessage: `Catalog Relay was uninstalled from ${shopDomain}. Install it there again to go on.`,
      remedy: { kind: "reconnect-store" },
    });
  }
}

/** The token has run out and Shopify did not give a new one just now. */
export class TokenRefreshFailedError extends AppError {
  constructor(shopDomain: string, cause?: unknown) {
    super({
      code: "store.token-refresh-failed",
      publicMessage: `Shopify did not renew the app's access to ${shopDomain} just now.`,
      remedy: { kind: "retry" },
      cause,
    });
  }
}

/** An owner took the store out of its organization, which keeps its links; only that organization can have it back. */
export class StoreLeftError extends ConflictError {
  constructor() {
    super(
      "store.has-left",
      "This shop was taken out of an organization that keeps its links. Ask an owner there for a code, and join with it.",
    );
  }
}
