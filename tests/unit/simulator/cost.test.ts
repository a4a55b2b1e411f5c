import { expect, test } from "vitest";
import { createProduct, openReadyShop, openShop, productInput } from "./one-shop.ts";

const withReadBack = `mutation Create($input: ProductSetInput!, $variantCount: Int!) {
  productSet(input: $input, synchronous: true) {
    product { id handle variants(first: $variantCount) { nodes { id sku title position inventoryItem { id } } } }
    userErrors { code field message }
  }
}`;

/** As many variants as asked for, over two options, since an option takes 250 values at a time. */
function inputWithVariants(count: number, extra: Record<string, unknown> = {}): Record<string, unknown> {
  const codes = Array.from(
    { length: count },
    (_, index) => [`a${Math.floor(index / 100)}`, `b${index % 100}`] as const,
  );
  return {
    ...productInput("p1"),
    productOptions: [
      { name: "A", values: [...new Set(codes.map(([a]) => a))].map((name) => ({ name })) },
      { name: "B", values: [...new Set(codes.map(([, b]) => b))].map((name) => ({ name })) },
    ],
    variants: codes.map(([a, b]) => ({
      optionValues: [
        { optionName: "A", name: a },
        { optionName: "B", name: b },
      ],
      ...extra,
    })),
  };
}

const variantMetafield = { metafields: [{ namespace: "custom", key: "fit", type: "boolean", value: "true" }] };

test.each([
  { variants: 1, bare: 11, readBack: 15, withMetafields: 11 },
  { variants: 3, bare: 11, readBack: 17, withMetafields: 12 },
  { variants: 10, bare: 12, readBack: 22, withMetafields: 16 },
  { variants: 100, bare: 30, readBack: 50, withMetafields: 70 },
  { variants: 250, bare: 60, readBack: 84, withMetafields: 160 },
])("productSet with $variants variants costs $bare points, $readBack with read-back", async (line) => {
  const { call } = await openReadyShop({ shop: { plan: "plus" } });

  const bare = await call(createProduct, { input: inputWithVariants(line.variants) });
  const readBack = await call(withReadBack, {
    input: inputWithVariants(line.variants),
    variantCount: line.variants,
  });
  const withMetafields = await call(createProduct, { input: inputWithVariants(line.variants, variantMetafield) });

  expect(bare.cost.requestedQueryCost).toBe(line.bare);
  expect(readBack.cost.requestedQueryCost).toBe(line.readBack);
  expect(withMetafields.cost.requestedQueryCost).toBe(line.withMetafields);
});

test("2,048 variants cost 420 points and are made in one call", async () => {
  const { call, shop } = await openReadyShop({ shop: { plan: "plus" } });

  const answer = await call(createProduct, { input: inputWithVariants(2_048) });

  expect(answer.cost.requestedQueryCost).toBe(420);
  expect(shop.variantCount).toBe(2_048);
});

test("a request over 1,000 points is refused with MAX_COST_EXCEEDED and takes nothing from the bucket", async () => {
  const { call, shop } = await openReadyShop({ shop: { plan: "plus" } });
  const before = shop.bucket.status().currentlyAvailable;

  const answer = await call(createProduct, { input: inputWithVariants(2_048, variantMetafield) });

  expect(answer.status).toBe(200);
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", cost: 1_239, maxCost: 1_000 });
  expect(answer.data).toBeUndefined();
  expect(shop.bucket.status().currentlyAvailable).toBe(before);
  expect(shop.productCount).toBe(0);
});

test("files cost 1.9 points each, files of variants 0.6", async () => {
  const { call } = await openReadyShop();
  const sources = [1, 2, 3, 4].map((index) => `https://images.example/${index}.jpg`);
  const input = productInput("p1");
  const variants = ["S", "M", "L"].map((name, index) => ({
    optionValues: [{ optionName: "Size", name }],
    file: { originalSource: sources[index] },
  }));

  const answer = await call(createProduct, {
    input: { ...input, variants, files: sources.map((originalSource) => ({ originalSource })) },
  });

  expect(answer.cost.requestedQueryCost).toBe(20);
  expect(answer.data).toMatchObject({ productSet: { userErrors: [] } });
});

const readCreated = `query ReadCreatedProducts($ids: [ID!]!, $variantCount: Int!) {
  nodes(ids: $ids) {
    ... on Product {
      id handle updatedAt
      identity: metafield(namespace: "$app:relay", key: "product_id") { value }
      variants(first: $variantCount) {
        nodes { id sku title position inventoryItem { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

test.each([
  { first: 3, points: 8 },
  { first: 10, points: 12 },
  { first: 50, points: 18 },
  { first: 100, points: 22 },
  { first: 250, points: 26 },
])("reading back $first variants of any number of products costs $points points", async ({ first, points }) => {
  const { call } = openShop();
  const ids = Array.from({ length: 100 }, (_, index) => `gid://shopify/Product/${index + 1}`);

  const answer = await call(readCreated, { ids, variantCount: first });

  expect(answer.cost.requestedQueryCost).toBe(points);
});

test("where the switch says so, nodes(ids:) is charged for each id", async () => {
  const { call } = openShop({ fidelity: { nodesCost: "per-id" } });
  const ids = [1, 2, 3].map((id) => `gid://shopify/Product/${id}`);

  const answer = await call(readCreated, { ids, variantCount: 3 });

  expect(answer.cost.requestedQueryCost).toBe(24);
});

test("where nodes(ids:) is charged for each id, nothing of that is given back for products that are there", async () => {
  const { call, shop } = await openReadyShop({ fidelity: { nodesCost: "per-id" } });
  for (const identity of ["p1", "p2", "p3"]) await call(createProduct, { input: productInput(identity) });
  const ids = shop.products().map((product) => product.gid);

  const answer = await call(readCreated, { ids, variantCount: 3 });

  expect(ids).toHaveLength(3);
  expect(answer.cost.actualQueryCost).toBe(24);
});

const documents = [
  [
    'query D { product: metafieldDefinition(identifier: { ownerType: PRODUCT, namespace: "$app:relay", key: "product_id" }) { id type { name } } }',
    {},
    2,
  ],
  [
    "query R($id: ID!, $n: Int!) { product(id: $id) { id variants(first: $n) { nodes { id sku title position inventoryItem { id } } pageInfo { hasNextPage endCursor } } } }",
    { id: "gid://shopify/Product/1", n: 250 },
    25,
  ],
  [
    "query R($id: ID!, $n: Int!) { product(id: $id) { id variants(first: $n) { nodes { id sku title position inventoryItem { id } } pageInfo { hasNextPage endCursor } } } }",
    { id: "gid://shopify/Product/1", n: 2_048 },
    33,
  ],
  [
    "query F($identity: UniqueMetafieldValueInput!, $n: Int!) { productByIdentifier(identifier: { customId: $identity }) { id handle status updatedAt options(first: 3) { id name optionValues { name } } variants(first: $n) { nodes { id sku title position inventoryItem { id } } pageInfo { hasNextPage endCursor } } } }",
    { identity: { namespace: "$app:relay", key: "product_id", value: "p" }, n: 3 },
    9,
  ],
  [
    "query F($identity: UniqueMetafieldValueInput!, $n: Int!) { productByIdentifier(identifier: { customId: $identity }) { id handle status updatedAt options(first: 3) { id name optionValues { name } } variants(first: $n) { nodes { id sku title position inventoryItem { id } } pageInfo { hasNextPage endCursor } } } }",
    { identity: { namespace: "$app:relay", key: "product_id", value: "p" }, n: 250 },
    27,
  ],
  [
    'query ReadAvailable($ids: [ID!]!, $locationId: ID!) { nodes(ids: $ids) { ... on InventoryItem { id tracked inventoryLevel(locationId: $locationId) { id quantities(names: ["available"]) { name quantity } } } } }',
    { ids: ["gid://shopify/InventoryItem/1"], locationId: "gid://shopify/Location/1" },
    3,
  ],
  [
    "query Publications { publications(first: 25) { nodes { id autoPublish supportsFuturePublishing catalog { id title } } } }",
    {},
    14,
  ],
  [
    "query Locations($after: String) { locations(first: 250, after: $after, includeInactive: true) { nodes { id name isActive fulfillsOnlineOrders } pageInfo { hasNextPage endCursor } } }",
    {},
    13,
  ],
] as const;

test.each(documents)("the requested cost of %s with %j is %i", async (query, variables, points) => {
  const { call } = await openReadyShop();

  const answer = await call(query, variables);

  expect(answer.cost.requestedQueryCost).toBe(points);
});

test.each([
  { variants: 1, points: 11 },
  { variants: 3, points: 12 },
  { variants: 250, points: 61 },
  { variants: 1_798, points: 371 },
])("adding $variants variants with their ids costs $points points", async ({ variants, points }) => {
  const { call } = openShop();
  const inputs = Array.from({ length: variants }, (_, index) => ({
    optionValues: [{ optionName: "Size", name: `v${index}` }],
  }));

  const answer = await call(
    `mutation A($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkCreate(productId: $productId, variants: $variants, strategy: PRESERVE_STANDALONE_VARIANT) {
        productVariants { id sku title position inventoryItem { id } }
        userErrors { code field message }
      }
    }`,
    { productId: "gid://shopify/Product/1", variants: inputs },
  );

  expect(answer.cost.requestedQueryCost).toBe(points);
});
