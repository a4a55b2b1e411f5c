import { expect, test } from "vitest";
import { openReadyShop, payloadOf, userErrorsOf } from "../one-shop.ts";

const publish = `mutation Publish($id: ID!, $publications: [PublicationInput!]!) {
  publishablePublish(id: $id, input: $publications) { userErrors { field message } }
}`;
const add = `mutation Add($id: ID!, $ids: [ID!]!) {
  publicationUpdate(id: $id, input: { publishablesToAdd: $ids }) { publication { id } userErrors { code field message } }
}`;

test("a new product is unpublished until it is published to the publications named", async () => {
  const { call, shop } = await openReadyShop({ shop: { publications: ["Online Store", "Point of Sale"] } });
  const id = shop.merchant.createProduct({ title: "Mug" });
  const gids = shop.publications().map((publication) => publication.gid);
  const before = shop.products()[0]?.publicationGids;

  const answer = await call(publish, { id, publications: gids.map((publicationId) => ({ publicationId })) });

  expect(before).toStrictEqual([]);
  expect(answer.cost.requestedQueryCost).toBe(10);
  expect(userErrorsOf(answer, "publishablePublish")).toStrictEqual([]);
  expect(shop.products()[0]?.publicationGids).toStrictEqual(gids);
});

test("publishing refuses a publication that is not there, or that is named twice", async () => {
  const { call, shop } = await openReadyShop();
  const id = shop.merchant.createProduct({ title: "Mug" });
  const publicationId = shop.publications()[0]?.gid;

  const answer = await call(publish, {
    id,
    publications: [{ publicationId }, { publicationId }, { publicationId: "gid://shopify/Publication/1" }],
  });

  expect(userErrorsOf(answer, "publishablePublish")).toStrictEqual([
    { field: ["input", "1", "publicationId"], message: "The same publication was specified more than once" },
    { field: ["input", "2", "publicationId"], message: "Publication does not exist or is not publishable" },
  ]);
  expect(shop.products()[0]?.publicationGids).toStrictEqual([]);
});

test("fifty products fit into one update of a publication, fifty-one do not", async () => {
  const { call, shop } = await openReadyShop();
  const ids = Array.from({ length: 51 }, (_, index) => shop.merchant.createProduct({ title: `Mug ${index}` }));
  const id = shop.publications()[0]?.gid;

  const tooMany = await call(add, { id, ids });
  const fifty = await call(add, { id, ids: ids.slice(0, 50) });

  expect(userErrorsOf(tooMany, "publicationUpdate")).toMatchObject([
    { code: "PUBLICATION_UPDATE_LIMIT_EXCEEDED", field: ["input", "publishablesToAdd", "51"] },
  ]);
  expect(fifty.cost.requestedQueryCost).toBe(10);
  expect(shop.ledger.count("published")).toBe(50);
});

test("where the switch says so, a sales channel's publication may not be updated", async () => {
  const { call, shop } = await openReadyShop({ fidelity: { channelPublicationUpdate: "refused" } });
  const ids = [shop.merchant.createProduct({ title: "Mug" })];

  const answer = await call(add, { id: shop.publications()[0]?.gid, ids });

  expect(payloadOf(answer, "publicationUpdate")["publication"]).toBeNull();
  expect(userErrorsOf(answer, "publicationUpdate")).toMatchObject([{ code: "CANNOT_MODIFY_APP_CATALOG_PUBLICATION" }]);
});
