const DOMAIN_SUFFIX = ".myshopify.com";

const lastNumber = (shopifyId: string): string => shopifyId.slice(shopifyId.lastIndexOf("/") + 1);

/** The product's page in the admin of its shop, from a Shopify id such as `gid://shopify/Product/1`. */
export function productAdminUrl(shopDomain: string, shopifyProductId: string): string {
  const name = shopDomain.endsWith(DOMAIN_SUFFIX) ? shopDomain.slice(0, -DOMAIN_SUFFIX.length) : shopDomain;
  return `https://admin.shopify.com/store/${encodeURIComponent(name)}/products/${encodeURIComponent(lastNumber(shopifyProductId))}`;
}

export const variantAdminUrl = (shopDomain: string, shopifyProductId: string, shopifyVariantId: string): string =>
  `${productAdminUrl(shopDomain, shopifyProductId)}/variants/${encodeURIComponent(lastNumber(shopifyVariantId))}`;
