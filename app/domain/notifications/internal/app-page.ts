const DOMAIN_SUFFIX = ".myshopify.com";

/** The app within a shop's admin. */
export const appUrlOf = (shopDomain: string, clientId: string): string =>
  `https://admin.shopify.com/store/${shopDomain.slice(0, -DOMAIN_SUFFIX.length)}/apps/${clientId}`;
