import { longText, testFaults } from "#tests/support/preflight/preflight-faults.ts";

const metafield = (changes: object) => ({
  product: {
    metafields: [{ namespace: "custom", key: "care", type: "single_line_text_field", value: "x", ...changes }],
  },
});

testFaults("error", [
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
    given: metafield({ value: longText(65_537) }),
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
]);
