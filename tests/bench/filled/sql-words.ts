/** A UUID of version 7 as the app makes them, of this time; rows of one millisecond are in no order. */
export const uuidAt = (time: string): string =>
  `(lpad(to_hex((extract(epoch FROM ${time}) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid`;

/** A gid of Shopify, of a number of our own. */
export const gid = (type: string, number: string): string => `'gid://shopify/${type}/' || (${number})`;
