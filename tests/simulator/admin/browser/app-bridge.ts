import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { openAdminChannel } from "./admin-channel.ts";
import { installAdminLinks } from "./admin-links.ts";
import { ModalElement } from "./modal-element.ts";
import { OverlayElement, overlayById } from "./overlay-element.ts";
import { mirrorPageChrome } from "./page-chrome.ts";
import { watchFormsForSaveBar } from "./save-bar-forms.ts";
import { installSessionFetch } from "./session-fetch.ts";
import { createToasts } from "./toasts.ts";

declare global {
  /** Put in front of this script by the server that knows the origin of the simulated admin. */
  const simulatedAdminOrigin: string;
}

class SaveBarElement extends OverlayElement {
  get discardConfirmation(): boolean {
    return this.hasAttribute("discardConfirmation");
  }
}

const query = new URLSearchParams(window.location.search);
const apiKey =
  document.currentScript?.dataset["apiKey"] ??
  document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content ??
  "";
const remembered = (name: "shop" | "host" | "locale"): string => {
  const key = `simulated-admin-${name}`;
  const value = query.get(name) ?? window.sessionStorage.getItem(key) ?? "";
  window.sessionStorage.setItem(key, value);
  return value;
};
// A page that the app loads by itself carries them no longer.
const shop = remembered("shop");
const host = remembered("host");

const channel = openAdminChannel(simulatedAdminOrigin);
const notSimulated = (name: string): never => {
  throw new Error(`App Bridge: ${name} is not simulated`);
};
const refuse = (name: string) => async () => notSimulated(name);

const standIn: ShopifyGlobal = {
  config: { apiKey, shop, host, locale: remembered("locale") || "en" },
  origin: simulatedAdminOrigin,
  ready: Promise.resolve(),
  setSignals() {},
  environment: { embedded: true, mobile: false, pos: false, intent: false },
  loading: (isLoading = true) => channel.send({ kind: "loading", isLoading }),
  idToken: () => channel.idToken(),
  toast: createToasts(channel),
  modal: {
    show: (id) => overlayById(id).show(),
    hide: (id) => overlayById(id).hide(),
    toggle: (id) => overlayById(id).toggle(),
  },
  saveBar: {
    show: (id) => overlayById(id).show(),
    hide: (id) => overlayById(id).hide(),
    toggle: (id) => overlayById(id).toggle(),
    leaveConfirmation: async () => {},
  },
  user: refuse("user"),
  resourcePicker: refuse("resourcePicker"),
  picker: refuse("picker"),
  get scanner(): ShopifyGlobal["scanner"] {
    return notSimulated("scanner");
  },
  get pos(): ShopifyGlobal["pos"] {
    return notSimulated("pos");
  },
  get intents(): ShopifyGlobal["intents"] {
    return notSimulated("intents");
  },
  get tools(): ShopifyGlobal["tools"] {
    return notSimulated("tools");
  },
  webVitals: { onReport: async () => {} },
  support: { registerHandler: async () => {} },
  reviews: { request: refuse("reviews.request") },
  scopes: { query: refuse("scopes.query"), request: refuse("scopes.request"), revoke: refuse("scopes.revoke") },
  app: { extensions: refuse("app.extensions") },
  shopifyQL: { available: async () => false },
};
window.shopify = standIn;

const store = shop.replace(/\.myshopify\.com$/, "");
installAdminLinks(channel, simulatedAdminOrigin, store);
installSessionFetch(standIn.idToken, (url) => window.open(url, "_top"));
customElements.define("ui-save-bar", SaveBarElement);
customElements.define("ui-modal", ModalElement);

const reloadUrl = query.get("shopify-reload");
if (reloadUrl === null) {
  const start = () => {
    mirrorPageChrome(channel, { shop, host, embedded: "1" });
    watchFormsForSaveBar();
    channel.send({ kind: "ready" });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
} else {
  // Shopify: the bounce page of an embedded app asks App Bridge to come back with a session token in the address.
  void channel.idToken().then((token) => {
    const target = new URL(reloadUrl, window.location.href);
    target.searchParams.set("id_token", token);
    window.location.replace(target);
  });
}
