import { expect, test } from "vitest";
import { callGraphql, createProduct, domain, openShop, productInput } from "./one-shop.ts";

const shopName = "query ShopName { shop { name } }";

test("a wrong token answers 401 in Shopify's words", async () => {
  const { simulator, shop } = openShop();

  const response = await simulator.fetch(`https://${domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "x-shopify-access-token": "shpat_guess" },
    body: JSON.stringify({ query: shopName }),
  });

  expect(response.status).toBe(401);
  expect(await response.json()).toStrictEqual({
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
  expect(shop.traffic).toMatchObject({ calls: 0, unauthorized: 1 });
});

test("an unknown shop answers 404", async () => {
  const { simulator } = openShop();

  const response = await simulator.fetch("https://nobody.myshopify.com/admin/api/2026-10/graphql.json", {
    method: "POST",
  });

  expect(response.status).toBe(404);
  expect(await response.json()).toStrictEqual({ errors: "Not Found" });
});

test("a token without the scope is denied the field by name", async () => {
  const { simulator, shop } = openShop();
  const { accessToken } = simulator.installApp(domain, { scopes: ["read_products"] });

  const answer = await callGraphql(simulator, accessToken, createProduct, { input: productInput(null) });

  expect(answer.status).toBe(200);
  expect(answer.data).toStrictEqual({ productSet: null });
  expect(answer.errors).toMatchObject([
    {
      message:
        "Access denied for productSet field. Required access: `write_products` access scope. Also: The user must have a permission to create products.",
      path: ["productSet"],
      extensions: { code: "ACCESS_DENIED" },
    },
  ]);
  expect(shop.productCount).toBe(0);
});

test.each([
  { sent: "2026-10", answered: "2026-10" },
  { sent: "2026-04", answered: "2026-04" },
  { sent: "2024-01", answered: "2026-01" },
])("a call of version $sent is answered by $answered", async ({ sent, answered }) => {
  const { call } = openShop();

  const answer = await call(shopName, {}, sent);

  expect(answer.headers.get("x-shopify-api-version")).toBe(answered);
});

test.each([
  {
    fault: "an unknown field",
    query: "query Q { shop { nonsense } }",
    error: {
      message: "Field 'nonsense' doesn't exist on type 'Shop'",
      path: ["query Q", "shop", "nonsense"],
      extensions: { code: "undefinedField", typeName: "Shop", fieldName: "nonsense" },
    },
  },
  {
    fault: "an object without a selection",
    query: "query GraphqlBaseValidationMissingSubselection {\n  shop\n}",
    error: {
      message:
        "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
      locations: [{ line: 2, column: 3 }],
      path: ["query GraphqlBaseValidationMissingSubselection", "shop"],
      extensions: { code: "selectionMismatch", nodeName: "field 'shop'", typeName: "Shop" },
    },
  },
  {
    fault: "a variable that is not used",
    query: "query Q($id: ID) { shop { name } }",
    error: {
      message: "Variable $id is declared by Q but not used",
      path: ["query Q"],
      extensions: { code: "variableNotUsed", variableName: "id" },
    },
  },
])("a document with $fault is refused as Shopify refuses it", async ({ query, error }) => {
  const { call } = openShop();

  const answer = await call(query);

  expect(answer.status).toBe(200);
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toMatchObject([error]);
});

test.each([
  {
    fault: "a field that the input does not have",
    input: { title: "Mug", price: "1" },
    message:
      "Variable $input of type ProductSetInput! was provided invalid value for price (Field is not defined on ProductSetInput)",
  },
  {
    fault: "an unknown status",
    input: { title: "Mug", status: "ENABLED" },
    message:
      'Variable $input of type ProductSetInput! was provided invalid value for status (Expected "ENABLED" to be one of: ACTIVE, ARCHIVED, DRAFT, UNLISTED)',
  },
])("a variable with $fault is refused with its path", async ({ input, message }) => {
  const { call, shop } = openShop();

  const answer = await call(createProduct, { input });

  expect(answer.errors).toMatchObject([{ message, extensions: { code: "INVALID_VARIABLE" } }]);
  expect(shop.productCount).toBe(0);
});

test("a field that is not simulated says so instead of making a value up", async () => {
  const { call, shop } = openShop();
  shop.merchant.createProduct({ title: "Mug" });

  const answer = await call("query Q { products(first: 1) { nodes { id onlineStoreUrl } } }");

  expect(answer.errors).toMatchObject([
    { message: "not simulated: Product.onlineStoreUrl", extensions: { code: "NOT_SIMULATED" } },
  ]);
});

test("a list is asked for from its front or from its back, not both and not neither", async () => {
  const { call } = openShop();

  const neither = await call("query Q { products { nodes { id } } }");
  const both = await call("query Q { products(first: 1, last: 1) { nodes { id } } }");
  const foreign = await call('query Q { products(first: 1, after: "x") { nodes { id } } }');

  expect([neither, both, foreign].map((answer) => answer.errors?.[0]?.message)).toStrictEqual([
    "you must provide one of first or last",
    "providing both first and last is not supported",
    "Malformed cursor",
  ]);
});
