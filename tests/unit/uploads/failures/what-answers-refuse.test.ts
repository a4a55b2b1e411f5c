import { getNamedType, isEnumType, isObjectType, Kind, parse, type OperationDefinitionNode } from "graphql";
import { expect, test } from "vitest";
import {
  failureFromUserError,
  isGone,
  isIdentityTaken,
  isTriedAgain,
  retriesUsedUp,
  variantIndex,
} from "#app/domain/uploads/failures/decide-failure.ts";
import { automaticRetryOf, explainError, knownFailures } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { UserError } from "#app/domain/uploads/failures/row-failure.ts";
import { adminSchema } from "#tests/simulator/graphql/schema.ts";

/** Documents of the app that change something. */
const mutations = Object.values(
  import.meta.glob<Record<string, unknown>>("../../../../app/shopify/operations/*.ts", { eager: true }),
)
  .flatMap((exported) => Object.values(exported))
  .filter((text): text is string => typeof text === "string" && text.startsWith("#graphql"))
  .flatMap((text) => parse(text).definitions)
  .filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
  .filter(({ operation }) => operation === "mutation");

const fieldsOf = (node: OperationDefinitionNode): string[] =>
  node.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []));

/** Codes that the schema lets the `userErrors` of a mutation carry; none where they have no code. */
function codesOf(mutation: string): string[] {
  const payload = getNamedType(adminSchema().getMutationType()?.getFields()[mutation]?.type);
  const errors = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  return errors
    .filter(({ name }) => name.toLowerCase().endsWith("usererrors"))
    .flatMap(({ type }) => {
      const error = getNamedType(type);
      const code = isObjectType(error) ? getNamedType(error.getFields()["code"]?.type) : undefined;
      return isEnumType(code) ? code.getValues().map(({ name }) => name) : [];
    });
}

/** Refuse no row: what stock runs and reconciliations do about their answers is decided beside them. */
const OF_NO_UPLOAD = ["inventorySetQuantities", "bulkOperationRunQuery"];

const used = [...new Set(mutations.flatMap(fieldsOf))].filter((mutation) => !OF_NO_UPLOAD.includes(mutation));

test.each(used)("every code that the schema lets %s answer is known, with what to do", (mutation) => {
  const unknown = codesOf(mutation).filter((code) => {
    const { category, code: stable } = failureFromUserError({ code, message: "It is wrong.", field: ["product"] });
    return category === "UNKNOWN" || !knownFailures.has(stable);
  });

  expect(unknown).toEqual([]);
});

test("the mutations of the app are those that were looked at", () => {
  expect(used).toEqual(
    expect.arrayContaining(["productSet", "productVariantsBulkCreate", "productVariantsBulkUpdate", "productUpdate"]),
  );
  expect(codesOf("productSet")).toContain("HANDLE_NOT_UNIQUE");
  expect(codesOf("metafieldsSet").length).toBeGreaterThan(10);
});

interface Case {
  error: UserError;
  category: string;
  code: string;
  explanation: RegExp;
  remedy: string;
  retried: string;
}

const refused = { category: "VALIDATION", remedy: "none", retried: "no" };
const taken = { category: "DUPLICATE", remedy: "none", retried: "no" };
const passing = { category: "SHOPIFY_ERROR", remedy: "retry", retried: "yes" };

const cases: Record<string, Case> = {
  "a handle of another product": {
    ...taken,
    error: { code: "HANDLE_NOT_UNIQUE", field: ["input", "handle"], message: "Handle 'cap' already in use." },
    code: "shopify.handle-not-unique",
    explanation: /already uses this handle/,
  },
  "option values of another variant": {
    ...taken,
    error: { code: "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE", message: "The variant 'S' already exists." },
    code: "shopify.variant-already-exists-change-option-value",
    explanation: /already has a variant/,
  },
  "option values of another variant, in words only": {
    ...taken,
    error: {
      code: "INVALID_VARIANT",
      field: ["input", "variants", "1"],
      message: "The variant 'S' already exists. Please change at least one option value.",
    },
    code: "shopify.variant-already-exists",
    explanation: /already has a variant/,
  },
  "a unique metafield's value": {
    ...taken,
    error: { code: "TAKEN", field: ["metafields", "0", "value"], message: "Value is already taken." },
    code: "shopify.taken",
    explanation: /must be unique/,
  },
  "a taken handle where errors have no code": {
    ...taken,
    error: { field: ["handle"], message: "Handle 'cap' already in use. Please provide a new handle." },
    code: "shopify.taken",
    explanation: /must be unique/,
  },
  "a refused variant": {
    ...refused,
    error: { code: "INVALID_VARIANT", field: ["input", "variants", "1"], message: "Price is too high." },
    code: "shopify.invalid-variant",
    explanation: /refused this variant/,
  },
  "a refused product": {
    ...refused,
    error: { code: "INVALID_PRODUCT", message: "Title can't be blank" },
    code: "shopify.invalid-product",
    explanation: /does not accept the product/,
  },
  "a refused value where errors have no code": {
    ...refused,
    error: { field: null, message: "Product tags is invalid" },
    code: "shopify.invalid",
    explanation: /does not accept a value/,
  },
  "other options in the shop": {
    ...refused,
    error: { code: "NEED_TO_ADD_OPTION_VALUES", message: "You need to add option values for Color" },
    code: "shopify.need-to-add-option-values",
    explanation: /other options than the catalog/,
  },
  "a value twice for a linked option, which nothing foreign holds": {
    ...refused,
    error: { code: "DUPLICATED_METAFIELD_VALUE", message: "Duplicated metafield value for linked option." },
    code: "shopify.duplicated-metafield-value",
    explanation: /takes its values from a metafield/,
  },
  "a request that the app composed wrongly": {
    ...refused,
    error: { code: "ID_NOT_ALLOWED", message: "The id field is not allowed if identifier is provided." },
    code: "shopify.id-not-allowed",
    explanation: /fault of the app/,
  },
  "the plan's limit of variants": {
    ...refused,
    error: { code: "SUBSCRIPTION_VIOLATION", message: "You reached the limit of available SKUs." },
    code: "shopify.subscription-violation",
    explanation: /Shopify plan allows/,
  },
  "an image that is still processed": {
    ...passing,
    error: { code: "INVALID_INPUT", field: ["variants", "0"], message: "Non-ready media cannot be attached." },
    code: "shopify.non-ready-media",
    explanation: /still processing an image/,
  },
  "a failed job": {
    ...passing,
    error: { code: "JOB_ERROR", message: "Error processing request in the background job." },
    code: "shopify.job-error",
    explanation: /job inside Shopify/,
  },
  "an error of Shopify's own": {
    ...passing,
    error: { code: "GENERIC_ERROR", message: "Something went wrong, please try again." },
    code: "shopify.generic-error",
    explanation: /error of its own/,
  },
  "a metafield that somebody else changed meanwhile": {
    ...passing,
    error: { code: "STALE_OBJECT", message: "The resource has been updated since it was loaded." },
    code: "shopify.stale-object",
    explanation: /same metafield at the same time/,
  },
  "a product that was deleted meanwhile": {
    ...passing,
    error: { message: "Product does not exist" },
    code: "shopify.product-does-not-exist",
    explanation: /was deleted in the shop/,
  },
  "a code that nobody knows": {
    category: "UNKNOWN",
    remedy: "retry",
    retried: "once",
    error: { code: "SOMETHING_NEW", message: "Something new is wrong." },
    code: "shopify.something-new",
    explanation: /does not know/,
  },
};

for (const [what, { error, category, code, explanation, remedy, retried }] of Object.entries(cases)) {
  test(`${what} is ${category}, tried again by itself: ${retried}`, () => {
    const failure = failureFromUserError(error);

    expect(failure).toEqual({ category, code, message: error.message, field: error.field?.join(".") ?? null });
    expect(explainError(failure.code, failure.category).explanation).toMatch(explanation);
    expect(automaticRetryOf(failure)).toBe(retried);
    expect(knownFailures.get(code)?.remedy ?? "retry").toBe(remedy);
  });
}

test("what is not known is tried again once, and is final when it comes a second time", () => {
  const failure = failureFromUserError({ code: "SOMETHING_NEW", message: "Hm." });

  expect(isTriedAgain(failure, null)).toBe(true);
  expect(isTriedAgain(failure, "shopify.failure")).toBe(true);
  expect(isTriedAgain(failure, failure.code)).toBe(false);
});

test("what passes is tried again however often it came, and what the content causes never", () => {
  const passes = failureFromUserError({ code: "JOB_ERROR", message: "Hm." });
  const stays = failureFromUserError({ code: "INVALID_PRODUCT", message: "Hm." });

  expect([isTriedAgain(passes, passes.code), isTriedAgain(stays, null)]).toEqual([true, false]);
});

test("a failure that is final because the batch repeated too much says so, and what it was", () => {
  const failure = failureFromUserError({ code: "JOB_ERROR", message: "The job failed.", field: ["product"] });

  const final = retriesUsedUp(failure);

  expect(final).toMatchObject({ category: "SHOPIFY_ERROR", code: "upload.retries-used-up", field: "product" });
  expect(final.message).toMatch(/automatic retries.*shopify\.job-error.*The job failed\./);
  expect(explainError(final.code, final.category).explanation).toContain("used up");
});

test("an identity that is taken is the app's own product, and no duplicate", () => {
  const ours = { code: "INVALID_METAFIELD", field: ["input", "metafields", "0", "value"], message: "Already taken." };
  const other = { ...ours, field: ["input", "metafields", "1", "value"] };

  expect([isIdentityTaken([ours]), isIdentityTaken([other])]).toEqual([true, false]);
});

test("a product or a variant that is gone is told by code, and by words where there is no code", () => {
  expect(isGone([{ code: "PRODUCT_DOES_NOT_EXIST", message: "" }])).toBe(true);
  expect(isGone([{ message: "Product does not exist" }])).toBe(true);
  expect(isGone([{ code: "INVALID", message: "Option does not exist" }])).toBe(false);
});

test("an error is about the variant whose index it names, or about the product", () => {
  expect(variantIndex({ field: ["input", "variants", "7", "price"], message: "" })).toBe(7);
  expect(variantIndex({ field: ["input", "title"], message: "" })).toBeNull();
  expect(variantIndex({ message: "" })).toBeNull();
});
