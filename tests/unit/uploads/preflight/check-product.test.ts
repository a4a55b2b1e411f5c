import { expect, test } from "vitest";
import { checkProduct } from "#app/domain/uploads/preflight/check-product.ts";
import { preflightCodes, type PreflightCode } from "#app/domain/uploads/preflight/preflight-codes.ts";
import { checkedProduct, type ProductChanges } from "#tests/support/checked-product.ts";

interface Fault {
  what: string;
  code: PreflightCode;
  given: ProductChanges;
  /** Null: the whole product. */
  variantId: string | null;
  field: string;
  words: string | RegExp;
}

const long = (length: number) => "x".repeat(length);
const images = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `https://i.example.com/${index}.jpg` }));
const metafield = (changes: object) => ({
  product: {
    metafields: [{ namespace: "custom", key: "care", type: "single_line_text_field", value: "x", ...changes }],
  },
});
const one = (changes: NonNullable<ProductChanges["variants"]>[number]): ProductChanges => ({
  variants: [{ optionValues: ["S"], ...changes }],
});

const errors: Fault[] = [
  {
    what: "four options",
    code: "preflight.too-many-options",
    variantId: null,
    field: "options",
    words: "4 options",
    given: {
      product: { options: ["A", "B", "C", "D"].map((name) => ({ name })) },
      variants: [{ optionValues: ["1", "2", "3", "4"] }],
    },
  },
  {
    what: "2,049 variants",
    code: "preflight.too-many-variants",
    variantId: null,
    field: "variants",
    words: "2049 variants",
    given: { variants: Array.from({ length: 2_049 }, (_, index) => ({ optionValues: [`${index}`] })) },
  },
  {
    what: "an option without a name",
    code: "preflight.option-name-missing",
    variantId: null,
    field: "options.0.name",
    words: "no name",
    given: { product: { options: [{ name: " " }] } },
  },
  {
    what: "an option name of 256 characters",
    code: "preflight.option-name-too-long",
    variantId: null,
    field: "options.0.name",
    words: "256",
    given: { product: { options: [{ name: long(256) }] } },
  },
  {
    what: "an option name with ' / ' in it",
    code: "preflight.option-name-separator",
    variantId: null,
    field: "options.0.name",
    words: "Size / Fit",
    given: { product: { options: [{ name: "Size / Fit" }] } },
  },
  {
    what: "two options of one name",
    code: "preflight.duplicate-option-name",
    variantId: null,
    field: "options.1.name",
    words: "size",
    given: { product: { options: [{ name: "Size" }, { name: " size" }] }, variants: [{ optionValues: ["S", "1"] }] },
  },
  {
    what: "a variant without an option value",
    code: "preflight.option-value-missing",
    variantId: "v-0",
    field: "optionValues.0",
    words: "Size",
    given: one({ optionValues: [] }),
  },
  {
    what: "an option value of 256 characters",
    code: "preflight.option-value-too-long",
    variantId: "v-0",
    field: "optionValues.0",
    words: "256",
    given: one({ optionValues: [long(256)] }),
  },
  {
    what: "an option value with ' / ' in it",
    code: "preflight.option-value-separator",
    variantId: "v-0",
    field: "optionValues.0",
    words: "S / M",
    given: one({ optionValues: ["S / M"] }),
  },
  {
    what: "two spellings of an option value",
    code: "preflight.duplicate-option-value",
    variantId: "v-1",
    field: "optionValues.0",
    words: "RED",
    given: {
      product: { options: [{ name: "Color" }, { name: "Size" }] },
      variants: [{ optionValues: ["Red", "S"] }, { optionValues: ["RED", "M"] }],
    },
  },
  {
    what: "two variants of one combination",
    code: "preflight.duplicate-option-combination",
    variantId: "v-1",
    field: "optionValues",
    words: "s",
    given: { variants: [{ optionValues: ["S"] }, { optionValues: ["s "] }] },
  },
  {
    what: "two variants of a product without options",
    code: "preflight.duplicate-option-combination",
    variantId: "v-1",
    field: "optionValues",
    words: "no options",
    given: { product: { options: [] }, variants: [{ optionValues: [] }, { optionValues: [] }] },
  },
  {
    what: "no title",
    code: "preflight.title-missing",
    variantId: null,
    field: "title",
    words: "empty",
    given: { product: { title: " " } },
  },
  {
    what: "a title of 256 characters",
    code: "preflight.title-too-long",
    variantId: null,
    field: "title",
    words: "256",
    given: { product: { title: long(256) } },
  },
  {
    what: "a handle of 256 characters",
    code: "preflight.handle-too-long",
    variantId: null,
    field: "handle",
    words: "256",
    given: { product: { handle: long(256) } },
  },
  {
    what: "a vendor of 256 characters",
    code: "preflight.vendor-too-long",
    variantId: null,
    field: "vendor",
    words: "256",
    given: { product: { vendor: long(256) } },
  },
  {
    what: "a product type of 256 characters",
    code: "preflight.product-type-too-long",
    variantId: null,
    field: "productTypeName",
    words: "256",
    given: { product: { productTypeName: long(256) } },
  },
  {
    what: "251 tags",
    code: "preflight.too-many-tags",
    variantId: null,
    field: "tags",
    words: "251",
    given: { product: { tags: Array.from({ length: 251 }, (_, index) => `tag-${index}`) } },
  },
  {
    what: "a tag of 256 characters",
    code: "preflight.tag-too-long",
    variantId: null,
    field: "tags.1",
    words: "256",
    given: { product: { tags: ["a", long(256)] } },
  },
  {
    what: "a description of more than 512 KB",
    code: "preflight.description-too-large",
    variantId: null,
    field: "descriptionHtml",
    words: "513 KB",
    given: { product: { descriptionHtml: long(512 * 1024 + 1) } },
  },
  {
    what: "250 metafields",
    code: "preflight.too-many-metafields",
    variantId: null,
    field: "metafields",
    words: "250",
    given: {
      product: {
        metafields: Array.from({ length: 250 }, (_, index) => ({
          namespace: "custom",
          key: `k-${index}`,
          type: "id",
          value: "x",
        })),
      },
    },
  },
  {
    what: "a namespace of two characters",
    code: "preflight.metafield-namespace",
    variantId: null,
    field: "metafields.0.namespace",
    words: "ab",
    given: metafield({ namespace: "ab" }),
  },
  {
    what: "a metafield key with a blank",
    code: "preflight.metafield-key",
    variantId: null,
    field: "metafields.0.key",
    words: "a b",
    given: metafield({ key: "a b" }),
  },
  {
    what: "a metafield without a type",
    code: "preflight.metafield-type-missing",
    variantId: null,
    field: "metafields.0.type",
    words: "custom.care",
    given: metafield({ type: "" }),
  },
  {
    what: "a metafield without a value",
    code: "preflight.metafield-value-missing",
    variantId: null,
    field: "metafields.0.value",
    words: "custom.care",
    given: metafield({ value: "" }),
  },
  {
    what: "a metafield value of more than 64 KB",
    code: "preflight.metafield-value-too-large",
    variantId: null,
    field: "metafields.0.value",
    words: "65537",
    given: metafield({ value: long(65_537) }),
  },
  {
    what: "a metafield twice",
    code: "preflight.duplicate-metafield",
    variantId: null,
    field: "metafields.1",
    words: "custom.care",
    given: {
      product: {
        metafields: [1, 2].map((value) => ({ namespace: "custom", key: "care", type: "json", value: `${value}` })),
      },
    },
  },
  {
    what: "a negative price",
    code: "preflight.price-negative",
    variantId: "v-0",
    field: "price",
    words: "-1 EUR",
    given: one({ price: "-1" }),
  },
  {
    what: "a negative compare-at price",
    code: "preflight.price-negative",
    variantId: "v-0",
    field: "compareAtPrice",
    words: "-1 EUR",
    given: one({ compareAtPrice: "-1" }),
  },
  {
    what: "a negative cost",
    code: "preflight.price-negative",
    variantId: "v-0",
    field: "cost",
    words: "-1 EUR",
    given: one({ cost: "-1" }),
  },
  {
    what: "a price of 10^18",
    code: "preflight.price-too-high",
    variantId: "v-0",
    field: "price",
    words: "1000000000000000000",
    given: one({ price: "1000000000000000000" }),
  },
  {
    what: "a price with three decimals",
    code: "preflight.price-too-precise",
    variantId: "v-0",
    field: "price",
    words: "2 decimals",
    given: one({ price: "1.999" }),
  },
  {
    what: "a price with decimals in yen",
    code: "preflight.price-too-precise",
    variantId: "v-0",
    field: "price",
    words: "no decimals",
    given: { ...one({ price: "19.5", currencyCode: "JPY" }), currencyCode: "JPY" },
  },
  {
    what: "another currency than the shop's",
    code: "preflight.currency-mismatch",
    variantId: "v-0",
    field: "currencyCode",
    words: /EUR.*USD/,
    given: { ...one({}), currencyCode: "USD" },
  },
  {
    what: "a sku of 256 characters",
    code: "preflight.sku-too-long",
    variantId: "v-0",
    field: "sku",
    words: "256",
    given: one({ sku: long(256) }),
  },
  {
    what: "a barcode of 256 characters",
    code: "preflight.barcode-too-long",
    variantId: "v-0",
    field: "barcode",
    words: "256",
    given: one({ barcode: long(256) }),
  },
  {
    what: "a negative weight",
    code: "preflight.weight-negative",
    variantId: "v-0",
    field: "weightGrams",
    words: "-1 g",
    given: one({ weightGrams: -1 }),
  },
  {
    what: "an HS code with dots",
    code: "preflight.hs-code-form",
    variantId: "v-0",
    field: "hsCode",
    words: "6109.10",
    given: one({ hsCode: "6109.10" }),
  },
  {
    what: "a country that there is not",
    code: "preflight.country-unknown",
    variantId: "v-0",
    field: "countryOfOrigin",
    words: "QQ",
    given: one({ countryOfOrigin: "QQ" }),
  },
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
    given: one({ imageUrl: `https://i.example.com/${long(2_023)}.jpg` }),
  },
  {
    what: "an image in a private network",
    code: "preflight.image-url-private",
    variantId: "v-0",
    field: "imageUrl",
    words: "10.0.0.5",
    given: one({ imageUrl: "http://10.0.0.5/a.jpg" }),
  },
  {
    what: "an alternative text of 513 characters",
    code: "preflight.image-alt-too-long",
    variantId: null,
    field: "images.0.alt",
    words: "513",
    given: { product: { images: [{ url: "https://i.example.com/a.jpg", alt: long(513) }] } },
  },
];

const warnings: Fault[] = [
  {
    what: "no handle",
    code: "preflight.handle-missing",
    variantId: null,
    field: "handle",
    words: "empty",
    given: { product: { handle: "" } },
  },
  {
    what: "a handle that Shopify writes otherwise",
    code: "preflight.handle-form",
    variantId: null,
    field: "handle",
    words: "Linen Shirt",
    given: { product: { handle: "Linen Shirt" } },
  },
  {
    what: "a search title of 71 characters",
    code: "preflight.seo-title-long",
    variantId: null,
    field: "seoTitle",
    words: "71",
    given: { product: { seoTitle: long(71) } },
  },
  {
    what: "a search description of 161 characters",
    code: "preflight.seo-description-long",
    variantId: null,
    field: "seoDescription",
    words: "161",
    given: { product: { seoDescription: long(161) } },
  },
  {
    what: "a price of zero",
    code: "preflight.price-zero",
    variantId: "v-0",
    field: "price",
    words: "zero",
    given: one({ price: "0" }),
  },
  {
    what: "a compare-at price that is not above the price",
    code: "preflight.compare-at-not-higher",
    variantId: "v-0",
    field: "compareAtPrice",
    words: "15",
    given: one({ compareAtPrice: "15" }),
  },
  {
    what: "an image address without a known ending",
    code: "preflight.image-type-unknown",
    variantId: null,
    field: "images.0.url",
    words: "/asset/5",
    given: { product: { images: [{ url: "https://i.example.com/asset/5" }] } },
  },
];

for (const [severity, faults] of [
  ["error", errors],
  ["warning", warnings],
] as const) {
  test.for(faults)(
    `$what is found as ${severity}, with its place and what to do`,
    ({ code, given, variantId, field, words }) => {
      const findings = checkProduct(checkedProduct(given));

      expect(findings).toEqual([
        {
          code,
          severity,
          variantId,
          field,
          message: expect.stringMatching(words),
          whatToDo: preflightCodes[code].whatToDo,
        },
      ]);
    },
  );
}

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
