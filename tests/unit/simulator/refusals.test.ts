import { expect, test } from "vitest";
import { callGraphql, createProduct, domain, openShop, productInput } from "./one-shop.ts";

const shopName = "query ShopName { shop { name } }";

test("a wrong token answers 401 in Shopify's words", async () => {
  const { simulator, shop } = openShop();

  const response = await simulator.fetch(`https://${domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": "shpat_guess" },
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
  { standing: "frozen", status: 402, errors: "Unavailable Shop" },
  { standing: "forbidden", status: 403, errors: "Unavailable Shop" },
  { standing: "locked", status: 423, errors: "This shop is unavailable" },
  { standing: "closed", status: 404, errors: "Not Found" },
] as const)(
  "a $standing shop answers $status, and serves again when it is open",
  async ({ standing, status, errors }) => {
    const { call, shop } = openShop();
    shop.standing = standing;
    const refused = await call(shopName);
    shop.standing = "open";

    const served = await call(shopName);

    expect(refused).toMatchObject({ status, errors });
    expect(served.status).toBe(200);
  },
);

test.each([
  { sent: "2026-10", answered: "2026-10" },
  { sent: "2026-04", answered: "2026-04" },
  { sent: "2027-01", answered: "2027-01" },
  { sent: "unstable", answered: "unstable" },
  { sent: "2024-01", answered: "2026-01" },
])("a call of version $sent is answered by $answered", async ({ sent, answered }) => {
  const { call } = openShop();

  const answer = await call(shopName, {}, sent);

  expect(answer.headers.get("x-shopify-api-version")).toBe(answered);
});

test.each(["2026-05", "2027-04", "latest", "2026-13"])("there is no version %s: 404", async (version) => {
  const { call } = openShop();

  expect(await call(shopName, {}, version)).toMatchObject({ status: 404, errors: "Not Found" });
});

const missingQuery = { errors: { query: "Required parameter missing or invalid" } };
const json = "application/json";

test.each([
  { call: "a GET", method: "GET", type: null, body: null, status: 405, answer: { errors: "Method Not Allowed" } },
  {
    call: "a body that is no JSON",
    method: "POST",
    type: json,
    body: "{",
    status: 400,
    answer: { errors: "Invalid JSON" },
  },
  { call: "JSON without a query", method: "POST", type: json, body: "{}", status: 400, answer: missingQuery },
  { call: "JSON that is a list", method: "POST", type: json, body: "[]", status: 400, answer: missingQuery },
  { call: "an empty body", method: "POST", type: json, body: "", status: 400, answer: { errors: "Invalid JSON" } },
  { call: "plain text", method: "POST", type: "text/plain", body: "{}", status: 400, answer: missingQuery },
  { call: "no content type", method: "POST", type: null, body: "{}", status: 400, answer: missingQuery },
])("$call is refused with $status", async ({ method, type, body, status, answer }) => {
  const { simulator, accessToken } = openShop();

  const response = await simulator.fetch(`https://${domain}/admin/api/2026-10/graphql.json`, {
    method,
    headers: { "x-shopify-access-token": accessToken, ...(type === null ? {} : { "content-type": type }) },
    body,
  });

  expect(response.status).toBe(status);
  expect(await response.json()).toStrictEqual(answer);
});

test("a bare document is read as application/graphql", async () => {
  const { simulator, accessToken } = openShop();

  const response = await simulator.fetch(`https://${domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "x-shopify-access-token": accessToken, "content-type": "application/graphql" },
    body: shopName,
  });

  expect(await response.json()).toMatchObject({ data: { shop: { name: "alpha" } } });
});

test.each([
  { fault: "text that is no document", query: "query {", message: /syntax error/ },
  { fault: "an operation that the document does not have", query: shopName, operationName: "Other", message: /Other/ },
])("$fault is answered with errors as HTTP 200", async ({ query, operationName, message }) => {
  const { simulator, accessToken } = openShop();

  const response = await simulator.fetch(`https://${domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "x-shopify-access-token": accessToken, "content-type": json },
    body: JSON.stringify({ query, operationName }),
  });

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(message) }] });
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
