import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Shopify signed this body: base64 of HMAC-SHA256 over the raw bytes with the client secret, compared in
 * constant time. Shopify: "Verify webhook deliveries", header X-Shopify-Hmac-Sha256.
 */
export function isSignedByShopify(rawBody: Uint8Array, signature: string, clientSecret: string): boolean {
  const expected = createHmac("sha256", clientSecret).update(rawBody).digest();
  // Not decoded: several base64 texts decode to the same bytes, and only one of them is the signature.
  const given = Buffer.from(signature, "utf8");
  const wanted = Buffer.from(expected.toString("base64"), "utf8");
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}
