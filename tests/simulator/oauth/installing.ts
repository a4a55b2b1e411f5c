import type { ShopState } from "../state/shop.ts";
import { scopesPayload, shopPayload, shopRedactPayload } from "../webhooks/shop-payloads.ts";
import { issueOfflineTokens } from "./tokens.ts";

export interface InstalledApp {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  scopes: readonly string[];
}

/** Shopify: shop/redact follows an uninstall after 48 hours, unless the app has been installed again. */
const redactAfterMs = 48 * 60 * 60 * 1_000;

/** The merchant installs the app (again); answers a fresh expiring offline token. */
export function installApp(shop: ShopState, scopes: readonly string[]): InstalledApp {
  shop.installation.install(scopes, shop.nowMs());
  const { accessToken, refreshToken, expiresInSeconds } = issueOfflineTokens(shop, true);
  return { accessToken, refreshToken: refreshToken ?? "", expiresInSeconds: expiresInSeconds ?? 0, scopes };
}

/** The app goes: every token dies, its API-made subscriptions end, and the app is told now and in 48 hours. */
export function uninstallApp(shop: ShopState): void {
  const { installation, environment, domain } = shop;
  const { webhooks, fidelity } = environment;
  if (!installation.isInstalled) return;
  const uninstalledAtMs = shop.nowMs();
  installation.uninstall(uninstalledAtMs);
  if (fidelity.appDefinitionsAfterUninstall === "deleted") forgetAppDefinitions(shop);
  webhooks.startAction();
  webhooks.emit(domain, "app/uninstalled", () => shopPayload(shop));
  webhooks.subscriptions.removeAll(domain);
  webhooks.later(redactAfterMs, () => {
    if (installation.isInstalled || installation.uninstalledAtMs !== uninstalledAtMs) return;
    webhooks.startAction();
    webhooks.emit(domain, "shop/redact", () => shopRedactPayload(shop));
  });
}

/** The merchant grants other scopes: tokens carry them at once. */
export function changeScopes(shop: ShopState, scopes: readonly string[]): void {
  const previous = shop.installation.scopes;
  shop.installation.changeScopes(scopes);
  const { webhooks } = shop.environment;
  webhooks.startAction();
  webhooks.emit(shop.domain, "app/scopes_update", () => scopesPayload(shop, previous));
}

function forgetAppDefinitions(shop: ShopState): void {
  for (const definition of shop.definitions.all()) {
    if (definition.namespace.startsWith(`app--${shop.environment.appId}`)) shop.definitions.remove(definition);
  }
}
