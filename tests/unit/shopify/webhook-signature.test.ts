import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { isSignedByShopify } from "#app/shopify/webhook-signature.server.ts";

const vectorsFile = path.resolve(import.meta.dirname, "../../../../shared/data/webhooks/hmac-vectors.json");
const vectors = z.array(
  z.object({ kind: z.string(), secret: z.string().optional(), message: z.string(), expected: z.string() }),
);

// Shopify/shopify-app-js, packages/apps/shopify-api/lib/webhooks/__tests__/validate.test.ts.
const known = {
  body: Buffer.from('{"foo": "bar"}'),
  secret: "test_secret_key",
  signature: "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=",
};

test("a body that Shopify signed is believed", () => {
  expect(isSignedByShopify(known.body, known.signature, known.secret)).toBe(true);
});

test.skipIf(!existsSync(vectorsFile))(
  `the published vectors of webhook signatures hold${existsSync(vectorsFile) ? "" : " (skipped: ../shared/data is absent)"}`,
  () => {
    const ofWebhooks = vectors
      .parse(JSON.parse(readFileSync(vectorsFile, "utf8")))
      .filter((vector) => vector.kind === "webhook-body-base64");

    const believed = ofWebhooks.map(({ message, expected, secret = "" }) =>
      isSignedByShopify(Buffer.from(message), expected, secret),
    );

    expect(believed).toEqual([true, true]);
  },
);

test("any other body, signature or secret is not", () => {
  const { body, signature, secret } = known;

  expect(isSignedByShopify(Buffer.from('{"foo":"bar"}'), signature, secret)).toBe(false);
  expect(isSignedByShopify(body, signature, "another")).toBe(false);
  expect(isSignedByShopify(body, "", secret)).toBe(false);
  expect(isSignedByShopify(body, signature.slice(0, -1), secret)).toBe(false);
  // Decodes to the same bytes, and is not what Shopify sends.
  expect(isSignedByShopify(body, signature.replace("g=", "h="), secret)).toBe(false);
});

test("a changed byte is always noticed", () => {
  fc.assert(
    fc.property(fc.nat(known.body.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(known.body);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(isSignedByShopify(changed, known.signature, known.secret)).toBe(false);
    }),
  );
});
