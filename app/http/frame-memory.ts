const KEY = "catalog-relay-frame";

/** The admin's own origins. The page of `returnToFrame` holds nothing that only one shop may see. */
const ADMIN_FRAMES = "frame-ancestors https://admin.shopify.com https://*.myshopify.com;";

/** Script of every embedded page: keeps with which shop, host and language the admin opened the frame. */
export const rememberFrame = `try {
  const asked = new URLSearchParams(location.search);
  const [shop, host, locale] = ["shop", "host", "locale"].map((name) => asked.get(name));
  if (shop && host) sessionStorage.setItem("${KEY}", JSON.stringify({ shop, host, locale: locale || "en" }));
} catch {}`;

const RETURN = `<p>Open Catalog Relay again from the Apps menu of your Shopify admin.</p>
<script>try {
  const { shop, host, locale } = JSON.parse(sessionStorage.getItem("${KEY}"));
  const address = new URL(location.href);
  for (const [name, value] of Object.entries({ shop, host, locale, embedded: "1" })) address.searchParams.set(name, value);
  location.replace(address);
} catch {}</script>`;

/**
 * The answer to a page of the app that the browser loads anew inside the admin's frame, by a reload, a link before the
 * page is alive, or because a new version was deployed: such an address no longer says of which shop it is, and
 * Shopify's library would send it to a page that no frame may show. Null for every other request.
 */
export function returnToFrame(request: Request): Response | null {
  const isFrame = request.headers.get("sec-fetch-dest") === "iframe";
  if (!isFrame || request.method !== "GET" || new URL(request.url).searchParams.has("shop")) return null;
  return new Response(RETURN, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": ADMIN_FRAMES },
  });
}
