/** Shops are told apart by their host, or over plain HTTP by the path `/shops/<host>/…`. */
export const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
export const shopPrefix = /^\/shops\/([a-z0-9-]+\.myshopify\.com)(\/.*)$/;
