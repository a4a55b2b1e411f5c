import { expect, test } from "vitest";
import { checkProduct } from "#app/domain/uploads/preflight/check-product.ts";
import { checkedProduct } from "#tests/support/preflight/checked-product.ts";
import { longText, oneVariant, testFaults } from "#tests/support/preflight/preflight-faults.ts";

const images = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `https://i.example.com/${index}.jpg` }));

testFaults("error", [
  {
    what: "251 images",
    code: "preflight.too-many-images",
    variantId: null,
    field: "images",
    words: "251",
    given: { product: { images: images(251) } },
  },
  {
    what: "an image address without a scheme",
    code: "preflight.image-url-form",
    variantId: null,
    field: "images.0.url",
    words: "shirt.jpg",
    given: { product: { images: [{ url: "shirt.jpg" }] } },
  },
  {
    what: "an image of another scheme",
    code: "preflight.image-url-form",
    variantId: null,
    field: "images.0.url",
    words: "ftp",
    given: { product: { images: [{ url: "ftp://i.example.com/a.jpg" }] } },
  },
  {
    what: "an image address with a password",
    code: "preflight.image-url-form",
    variantId: null,
    field: "images.0.url",
    words: "https://i.example.com/a.jpg",
    given: { product: { images: [{ url: "https://me:secret@i.example.com/a.jpg" }] } },
  },
  {
    what: "an image address of 2,049 characters",
    code: "preflight.image-url-form",
    variantId: "v-0",
    field: "imageUrl",
    words: "2049",
    given: oneVariant({ imageUrl: `https://i.example.com/${longText(2_023)}.jpg` }),
  },
  {
    what: "an image in a private network",
    code: "preflight.image-url-private",
    variantId: "v-0",
    field: "imageUrl",
    words: "10.0.0.5",
    given: oneVariant({ imageUrl: "http://10.0.0.5/a.jpg" }),
  },
  {
    what: "an alternative text of 513 characters",
    code: "preflight.image-alt-too-long",
    variantId: null,
    field: "images.0.alt",
    words: "513",
    given: { product: { images: [{ url: "https://i.example.com/a.jpg", alt: longText(513) }] } },
  },
]);

testFaults("warning", [
  {
    what: "an image address without a known ending",
    code: "preflight.image-type-unknown",
    variantId: null,
    field: "images.0.url",
    words: "/asset/5",
    given: { product: { images: [{ url: "https://i.example.com/asset/5" }] } },
  },
]);

test("a password in an image's address is not told", () => {
  const [finding] = checkProduct(
    checkedProduct({ product: { images: [{ url: "https://me:secret@i.example.com/a.jpg" }] } }),
  );

  expect(finding?.message).not.toContain("secret");
});

test.for([
  "http://localhost/a.jpg",
  "http://nas.local/a.jpg",
  "http://192.168.1.5/a.jpg",
  "http://172.20.0.1/a.jpg",
  "http://2130706433/a.jpg",
  "http://[::1]/a.jpg",
  "http://[fd00::1]/a.jpg",
  "http://[::ffff:10.0.0.1]/a.jpg",
  "http://intranet/a.jpg",
])("an image at %s is out of Shopify's reach", (url) => {
  const findings = checkProduct(checkedProduct({ product: { images: [{ url }] } }));

  expect(findings.map(({ code }) => code)).toEqual(["preflight.image-url-private"]);
});

test.for([
  "http://172.32.0.1/a.jpg",
  "https://8.8.8.8/a.jpg",
  "https://[2606:4700::1]/a.jpg",
  "https://cdn.example.com./a.JPG?v=1",
])("an image at %s can be fetched", (url) => {
  expect(checkProduct(checkedProduct({ product: { images: [{ url }] } }))).toEqual([]);
});
