import { createHmac } from "node:crypto";

/** Shopify: base64 of the HMAC-SHA256 of the raw body under the app's client secret. */
export function signBody(body: string, clientSecret: string): string {
  return createHmac("sha256", clientSecret).update(body, "utf8").digest("base64");
}
