import { expect, test } from "vitest";
import { compileDocument } from "#tests/simulator/graphql/documents.ts";
import { identity, openShop, productInput } from "./one-shop.ts";

/** Every document of the app, by the name of its constant. */
const documents = Object.values(
  import.meta.glob<Record<string, unknown>>("../../../app/shopify/operations/*.ts", { eager: true }),
)
  .flatMap((exported) => Object.entries(exported))
  .filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].startsWith("#graphql"));

test.each(documents)("the schema of Shopify takes %s", (_name, document) => {
  const compiled = compileDocument(document);

  expect(compiled.isValid ? [] : compiled.errors).toEqual([]);
});

test("the simulator answers every document of the app, and all fields that it asks for", async () => {
  const { call, shop, simulator } = openShop();
  const texts = new Map(documents);
  const answered: string[] = [];
  const ask = async (name: string, variables: Record<string, unknown> = {}): Promise<string> => {
    const { data, errors } = await call(texts.get(name) ?? `no document ${name}`, variables);
    answered.push(name);
    expect({ name, errors }).toEqual({ name, errors: undefined });
    const body = JSON.stringify(data);
    expect(body).not.toMatch(/"userErrors":\[\{/);
    return body;
  };
  const idsIn = (body: string, kind: string): string[] =>
    body.match(new RegExp(`gid://shopify/${kind}/\\d+`, "g")) ?? [];
  const locationGid = shop.locations()[0]?.gid;

  await ask("SHOP_FACTS");
  await ask("DEFINE_IDENTITY", { definition: { ...identity, name: "Our id", ownerType: "PRODUCT", type: "id" } });
  await ask("IDENTITY_DEFINITION");
  const [productGid] = idsIn(
    await ask("CREATE_PRODUCT", { input: productInput("ours-1", ["S", "M"]), withIds: true, variantCount: 2 }),
    "Product",
  );
  await ask("FIND_BY_IDENTITY", { identity: { ...identity, value: "ours-1" }, variantCount: 10 });
  await ask("READ_CREATED_PRODUCTS", { ids: [productGid], variantCount: 10 });
  const variantIds = idsIn(await ask("READ_ALL_VARIANTS", { id: productGid, variantCount: 250 }), "ProductVariant");
  const everything = { withDetails: true, withMetafields: true, metafieldCount: 2, withMedia: true, withOptions: true };
  await ask("READ_PRODUCT_FIELDS", { id: productGid, ...everything, metafieldKeys: ["$app:relay.product_id"] });
  await ask("READ_VARIANT_FIELDS", { id: productGid, variantCount: 10, ...everything, withItem: true });
  await ask("UPDATE_PRODUCT", { product: { id: productGid, title: "Shirt, washed" } });
  await ask("UPDATE_VARIANTS", { productId: productGid, variants: [{ id: variantIds[0], price: "9.90" }] });
  await ask("ADD_VARIANTS", {
    productId: productGid,
    variants: [
      {
        optionValues: [{ optionName: "Size", name: "L" }],
        inventoryQuantities: [{ locationId: locationGid, availableQuantity: 3 }],
        mediaSrc: ["https://example.com/l.png"],
      },
    ],
    media: [{ mediaContentType: "IMAGE", originalSource: "https://example.com/l.png" }],
    withMedia: true,
  });
  const media = [{ mediaContentType: "IMAGE", originalSource: "https://example.com/m.png" }];
  await ask("UPDATE_PRODUCT", { product: { id: productGid }, media });
  const mediaIds = shop
    .products()[0]
    ?.media.slice(-1)
    .map(({ gid }) => gid);
  await ask("DELETE_MEDIA", { productId: productGid, mediaIds });
  await ask("READ_MEDIA", { productId: productGid, variantIds, withProduct: true });
  await ask("READ_SHOWN_PRODUCTS", { ids: [productGid], variantCount: 10 });
  await ask("FIND_HANDLES", { query: "handle:shirt", count: 5 });
  await ask("FIND_SKUS", { query: "sku:SHIRT-S", count: 5 });
  await ask("READ_MEDIA_STATUS", { ids: [productGid], mediaCount: 5 });
  await ask("LOCATIONS", { after: null });
  const [itemGid] = idsIn(await ask("READ_ALL_VARIANTS", { id: productGid, variantCount: 1 }), "InventoryItem");
  await ask("READ_AVAILABLE", { ids: [itemGid], locationId: locationGid });
  const quantities = [{ inventoryItemId: itemGid, locationId: locationGid, quantity: 7, changeFromQuantity: 0 }];
  await ask("SET_AVAILABLE", { key: "key-1", input: { name: "available", reason: "correction", quantities } });
  const publications = [{ publicationId: shop.publications()[0]?.gid }];
  await ask("PUBLISH_PRODUCT", { id: productGid, publications });
  await ask("READ_PRODUCT_STATUS", { id: productGid });
  await ask("UNPUBLISH_PRODUCT", { id: productGid, publications });
  shop.merchant.collections.create("Winter");
  await ask("FIND_COLLECTIONS", { query: "title:win*", count: 5 });
  await ask("READ_ROUTE_CHOICES", { ids: [shop.publications()[0]?.gid], channelCount: 5 });
  const ours = [{ ownerId: productGid, ...identity, type: "id", value: "ours-1" }];
  await ask("SET_IDENTITIES", { metafields: ours });
  await ask("TRIGGER_FLOW", { handle: "catalog-upload-finished", payload: { "Batch name": "Autumn" } });
  // Shopify runs this one by itself; what it answers is read in the tests of runs.
  const query = texts.get("RECONCILE_PRODUCTS")?.replace("#graphql", "");
  const [bulkGid] = idsIn(await ask("RUN_BULK_QUERY", { query }), "BulkOperation");
  answered.push("RECONCILE_PRODUCTS");
  await ask("FIND_BULK_QUERIES");
  await ask("BULK_QUERY_STATUS", { id: bulkGid });

  expect([...new Set(answered)].toSorted()).toEqual(documents.map(([name]) => name).toSorted());
  simulator.close();
});

test("webhook subscriptions of the shop, of which nothing is recorded, are listed and looked up as the schema says", async () => {
  const { call } = openShop();
  const list = await call(`{ webhookSubscriptions(first: 5) { nodes { id topic uri } pageInfo { hasNextPage } } }`);
  const one = await call(`{ webhookSubscription(id: "gid://shopify/WebhookSubscription/999999999") { id topic } }`);

  expect([list.errors, one.errors]).toEqual([undefined, undefined]);
  expect(list.data).toHaveProperty("webhookSubscriptions.nodes");
  expect(one.data).toEqual({ webhookSubscription: null });
});
