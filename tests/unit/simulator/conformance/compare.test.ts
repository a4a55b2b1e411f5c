import { expect, test } from "vitest";
import { compareAnswers, type Difference, hasUserErrors, tellsCost } from "#tests/simulator/conformance/compare.ts";
import type { RecordedAnswer } from "#tests/simulator/conformance/recordings/recorded.ts";

const recorded: RecordedAnswer = {
  data: {
    productCreate: {
      product: {
        id: "gid://shopify/Product/10243923018034",
        title: "Shirt",
        tags: ["a", "b"],
        templateSuffix: null,
        totalInventory: 3,
        createdAt: "2026-07-19T13:09:37Z",
      },
      userErrors: [],
    },
  },
  extensions: { cost: { requestedQueryCost: 10 } },
};

const refused: RecordedAnswer = {
  data: {
    productUpdate: {
      product: null,
      userErrors: [{ field: ["handle"], message: "Handle 'shirt-1784466577198' already in use.", code: "TAKEN" }],
    },
  },
  extensions: { cost: { requestedQueryCost: 10 } },
};

const found = (differences: readonly Difference[]): string[] =>
  differences.map(({ aspect, path }) => `${aspect} ${path}`);

test("other ids, texts, numbers and times are the same shape", () => {
  const ours = {
    data: {
      productCreate: {
        product: {
          id: "gid://shopify/Product/1",
          title: "Hat",
          tags: ["x", "y"],
          templateSuffix: null,
          totalInventory: 0,
          createdAt: "2030-01-01T00:00:00Z",
        },
        userErrors: [],
      },
    },
    extensions: { cost: { requestedQueryCost: 10 } },
  };

  expect(compareAnswers(recorded, ours)).toEqual([]);
});

test.each([
  ["a null in place of a value", { title: null }, "shape data.productCreate.product.title"],
  ["a value in place of a null", { templateSuffix: "x" }, "shape data.productCreate.product.templateSuffix"],
  ["a number in place of a text", { title: 3 }, "shape data.productCreate.product.title"],
  ["a shorter list", { tags: ["a"] }, "shape data.productCreate.product.tags"],
  ["a key too many", { handle: "shirt" }, "shape data.productCreate.product.handle"],
  ["an object in place of a text", { title: {} }, "shape data.productCreate.product.title"],
])("%s is a difference in shape", (_what, planted, expected) => {
  const ours = structuredClone(recorded);
  Object.assign((ours.data as { productCreate: { product: object } }).productCreate.product, planted);

  expect(found(compareAnswers(recorded, ours))).toEqual([expected]);
});

test("a missing key is a difference in shape", () => {
  const ours = structuredClone(recorded);
  Reflect.deleteProperty((ours.data as { productCreate: { product: object } }).productCreate.product, "title");

  expect(found(compareAnswers(recorded, ours))).toEqual(["shape data.productCreate.product.title"]);
});

test.each([
  ["another code", { code: "INVALID" }],
  ["another field", { field: ["title"] }],
  ["another message", { message: "Handle is taken." }],
])("a userError with %s counts against the userErrors, not against the shape", (_what, planted) => {
  const ours = structuredClone(refused);
  const payload = (ours.data as { productUpdate: { userErrors: object[] } }).productUpdate;
  payload.userErrors = payload.userErrors.map((error) => ({ ...error, ...planted }));

  expect(found(compareAnswers(refused, ours))).toEqual(["userErrors data.productUpdate.userErrors.0"]);
});

test("run numbers and ids in messages are not told apart", () => {
  const ours = structuredClone(refused);
  const payload = (ours.data as { productUpdate: { userErrors: { message: string }[] } }).productUpdate;
  payload.userErrors.forEach((error) => (error.message = "Handle 'shirt-1999999999999' already in use."));

  expect(compareAnswers(refused, ours)).toEqual([]);
});

test("userErrors where none are recorded count against the shape, and missing ones against both", () => {
  const accepted = structuredClone(refused);
  (accepted.data as { productUpdate: { userErrors: object[] } }).productUpdate.userErrors = [];

  expect(found(compareAnswers(accepted, refused))).toContain("shape data.productUpdate.userErrors");
  expect(found(compareAnswers(refused, accepted))).toEqual([
    "shape data.productUpdate.userErrors",
    "userErrors data.productUpdate.userErrors.0",
  ]);
});

test("top-level errors are compared by code and message", () => {
  const throttled = (code: string, message: string): RecordedAnswer => ({
    data: null,
    errors: [{ message, extensions: { code } }],
  });
  const expected = throttled("BAD_REQUEST", "No key.");

  expect(compareAnswers(expected, throttled("BAD_REQUEST", "No key."))).toEqual([]);
  expect(found(compareAnswers(expected, throttled("NOT_FOUND", "No key.")))).toEqual(["shape errors.0"]);
  expect(found(compareAnswers(expected, throttled("BAD_REQUEST", "Nothing.")))).toEqual(["shape errors.0"]);
  expect(found(compareAnswers(recorded, { ...recorded, errors: [{ message: "Oh" }] }))).toEqual(["shape errors.0"]);
});

test("another requested cost is a difference, and one that was not recorded is none", () => {
  const dearer = { ...recorded, extensions: { cost: { requestedQueryCost: 11 } } };
  const { extensions: _cost, ...withoutCost } = recorded;

  expect(found(compareAnswers(recorded, dearer))).toEqual(["cost requestedQueryCost"]);
  expect(tellsCost(withoutCost)).toBe(false);
  expect(compareAnswers(withoutCost, dearer)).toEqual([]);
});

test("userErrors are found however deep they lie and whatever they are called", () => {
  expect(hasUserErrors(refused.data)).toBe(true);
  expect(hasUserErrors(recorded.data)).toBe(false);
  expect(hasUserErrors({ locationDeactivate: { locationDeactivateUserErrors: [{ message: "No" }] } })).toBe(true);
});
