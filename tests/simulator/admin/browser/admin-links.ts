import type { AdminChannel } from "./admin-channel.ts";

const ADMIN_SCHEME = /^shopify:\/*admin/i;

/**
 * The page of the admin that a link means (`shopify:admin/...`, or the admin's own address), else null.
 * Shopify: "Navigation" of App Bridge.
 */
function adminUrlOf(href: string, adminOrigin: string, store: string): string | null {
  if (ADMIN_SCHEME.test(href)) return `${adminOrigin}/store/${store}${href.replace(ADMIN_SCHEME, "")}`;
  return URL.canParse(href) && new URL(href).origin === adminOrigin ? href : null;
}

/** Leads links and `open` calls that mean the admin to the admin, instead of into the app's frame. */
export function installAdminLinks(channel: AdminChannel, adminOrigin: string, store: string): void {
  const openAdmin = (href: string, isNewTab: boolean): boolean => {
    const url = adminUrlOf(href, adminOrigin, store);
    if (url !== null) channel.send({ kind: "open-admin", url, isNewTab });
    return url !== null;
  };
  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const href = String(url ?? "");
    if (openAdmin(href, target === "_blank" || target === undefined)) return null;
    if (target === "_top" || target === "_parent") {
      channel.send({ kind: "open-admin", url: new URL(href, window.location.href).href, isNewTab: false });
      return null;
    }
    return plainOpen(url, target, features);
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href], s-link[href]") : null;
    const href = link?.getAttribute("href");
    if (typeof href !== "string" || event.defaultPrevented) return;
    const isNewTab = link?.getAttribute("target") === "_blank" || event.metaKey || event.ctrlKey;
    if (openAdmin(href, isNewTab)) event.preventDefault();
  });
}
