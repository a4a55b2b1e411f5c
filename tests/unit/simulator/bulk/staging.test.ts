import { expect, test } from "vitest";
import { openShop, payloadOf } from "../one-shop.ts";
import { keyOf, openBulkShop, stageUpload } from "./bulk-shop.ts";

test("a form is staged with the fields that Shopify's storage asks for", async () => {
  const { call, stage } = await openBulkShop();

  const target = await stage({ filename: "vars.jsonl" });
  const shop = await call("{ shop { id } }");

  const shopId = /\d+/.exec(JSON.stringify(shop.data))?.[0] ?? "";
  expect(target.url).toBe("https://shopify-staged-uploads.storage.googleapis.com/");
  expect(target.resourceUrl).toBe(target.url);
  expect(target.parameters.map(({ name }) => name)).toStrictEqual([
    "Content-Type",
    "success_action_status",
    "acl",
    "key",
    "x-goog-date",
    "x-goog-credential",
    "x-goog-algorithm",
    "x-goog-signature",
    "policy",
  ]);
  expect(keyOf(target)).toMatch(new RegExp(`^tmp/${shopId}/bulk/[0-9a-f-]{36}/vars\\.jsonl$`));
  const policy: unknown = JSON.parse(
    Buffer.from(target.parameters.find(({ name }) => name === "policy")?.value ?? "", "base64").toString(),
  );
  expect(policy).toMatchObject({
    conditions: expect.arrayContaining([["content-length-range", 1, 104_857_600]]),
    expiration: "2026-11-25T10:00:00Z",
  });
});

test("staging costs 11 points for a form, and a file without a method is put", async () => {
  const { call } = openShop();

  const answer = await call(stageUpload, {
    input: [{ resource: "IMAGE", filename: "a b.png", mimeType: "image/png" }],
  });

  const { stagedTargets } = payloadOf(answer, "stagedUploadsCreate");
  expect(answer.cost.requestedQueryCost).toBe(11);
  expect(stagedTargets).toMatchObject([
    {
      url: expect.stringContaining("a%20b.png?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential="),
      resourceUrl: expect.stringMatching(/\/files\/[^?]+\/a%20b\.png$/),
      parameters: [
        { name: "content_type", value: "image/png" },
        { name: "acl", value: "private" },
      ],
    },
  ]);
});

test("a video needs its size, and a shop's own image is not for apps", async () => {
  const { call } = openShop();
  const stageFor = (resource: string) =>
    call(stageUpload, { input: [{ resource, filename: "a.mp4", mimeType: "video/mp4" }] });

  const video = await stageFor("VIDEO");
  const shopImage = await stageFor("SHOP_IMAGE");

  expect(payloadOf(video, "stagedUploadsCreate")["userErrors"]).toStrictEqual([
    { field: ["input", "0", "fileSize"], message: "file size is required for video resources" },
  ]);
  expect(shopImage.errors).toMatchObject([
    { message: "Access denied for stagedUploadsCreate field.", extensions: { code: "ACCESS_DENIED" } },
  ]);
});
