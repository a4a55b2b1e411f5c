const DOMAIN_SUFFIX = ".myshopify.com";

const lastNumber = (shopifyId: string): string => shopifyId.slice(shopifyId.lastIndexOf("/") + 1);

const nameOf = (shopDomain: string): string =>
  encodeURIComponent(shopDomain.endsWith(DOMAIN_SUFFIX) ? shopDomain.slice(0, -DOMAIN_SUFFIX.length) : shopDomain);

/** Where a shop's admin lists its apps. */
export const appsAdminUrl = (shopDomain: string): string =>
  `https://admin.shopify.com/store/${nameOf(shopDomain)}/apps`;

/** The product's page in the admin of its shop, from a Shopify id such as `gid://shopify/Product/1`. */
export function productAdminUrl(shopDomain: string, shopifyProductId: string): string {
  return `https://admin.shopify.com/store/${nameOf(shopDomain)}/products/${encodeURIComponent(lastNumber(shopifyProductId))}`;
}

export const variantAdminUrl = (shopDomain: string, shopifyProductId: string, shopifyVariantId: string): string =>
  `${productAdminUrl(shopDomain, shopifyProductId)}/variants/${encodeURIComponent(lastNumber(shopifyVariantId))}`;
