import { expect, test } from "vitest";
import { returnToFrame } from "#app/http/frame-memory.ts";

const ask = (address: string, headers: Record<string, string>) =>
  returnToFrame(new Request(`https://app.test${address}`, { headers }));

test("a page loaded anew in the admin's frame is answered with a way back that the admin alone may frame", () => {
  const answer = ask("/app/batches?status=FAILED", { "sec-fetch-dest": "iframe" });

  expect(answer?.status).toBe(200);
  expect(answer?.headers.get("Content-Security-Policy")).toBe(
    "frame-ancestors https://admin.shopify.com https://*.myshopify.com;",
  );
});

test("a frame that names its shop, a visit outside of a frame and a call of the page's own scripts go their usual way", () => {
  expect(ask("/app?shop=a.myshopify.com", { "sec-fetch-dest": "iframe" })).toBeNull();
  expect(ask("/app", { "sec-fetch-dest": "document" })).toBeNull();
  expect(ask("/app.data", { "sec-fetch-dest": "empty" })).toBeNull();
  expect(ask("/app", {})).toBeNull();
});
