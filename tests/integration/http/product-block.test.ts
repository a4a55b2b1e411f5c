import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { UploadAgainAnswer } from "#app/http/extensions/product-block-answer.ts";
import {
  addCountedLevel,
  addFailedUpload,
  openBlock,
  SHOWN,
  stubWebEnvironment,
} from "#tests/support/extensions/open-product-block.ts";

beforeAll(stubWebEnvironment);

afterAll(() => vi.unstubAllEnvs());

test("shows the link of a product that has not been uploaded yet, and lets an owner upload it", async () => {
  const { show, productId, shopDomain } = await openBlock();

  const shown = await show();

  expect(shown).toMatchObject({ storeName: shopDomain.split(".")[0], hold: null });
  expect(shown.state).toMatchObject({ productId, title: "Lamp", latestUpload: null, uploadAgainRefusal: null });
  expect(shown.state?.link).toMatchObject({ isCreatedByApp: true, isGone: false, lacksIdentity: false });
  expect(shown.drift).toEqual({ levels: 0, unknown: 0, differing: 0, units: 0, quarantined: 0 });
});

test("shows the newest upload with what failed, in plain words, and the newest call", async () => {
  const { show, db, organization, productId, storeId, otherStoreId } = await openBlock();
  const failed = { db, organizationId: organization.id, productId, storeId };
  await addFailedUpload({ ...failed, name: "First" });
  await addFailedUpload({ ...failed, name: "Second" });
  await addFailedUpload({ ...failed, storeId: otherStoreId, name: "Of another store" });

  const { state } = await show();

  expect(state?.latestUpload).toMatchObject({ batchName: "Second", status: "FAILED", variants: { FAILED: 1 } });
  expect(state?.latestUpload?.failure?.message).toBe("Title is too long");
  expect(state?.latestUpload?.failure?.whatToDo).toMatch(/catalog/);
  expect(state?.latestAttempt).toMatchObject({ step: "CREATE_PRODUCT", outcome: "REFUSED" });
});

test("shows how far the shop's stock of the product is from the internal stock", async () => {
  const { show, db, organization, productId, storeId } = await openBlock();
  // The first request connects the store, which tells its locations.
  await show();
  await addCountedLevel({ db, organizationId: organization.id, productId, storeId, onHand: 5, known: 3 });

  const { drift } = await show();

  expect(drift).toEqual({ levels: 1, unknown: 0, differing: 1, units: 2, quarantined: 0 });
});

test("knows nothing of a product that is not of the catalog, or that is linked in another store alone", async () => {
  const { show, db, organization, productId, otherStoreId } = await openBlock();
  const elsewhere = "gid://shopify/Product/7002";
  await db.productLink.create({
    data: { storeId: otherStoreId, productId, organizationId: organization.id, shopifyProductId: elsewhere },
  });

  const [unknown, ofOtherStore] = [await show({ id: "gid://shopify/Product/1" }), await show({ id: elsewhere })];

  expect([unknown.state, unknown.drift, ofOtherStore.state]).toEqual([null, null, null]);
});

test("uploads again to this store alone, although an owner reaches all stores", async () => {
  const { again, db, productId, storeId } = await openBlock("OWNER");

  const answer = (await (await again()).json()) as UploadAgainAnswer;

  const groups = await db.uploadGroup.findMany({ where: { productId }, include: { batch: true } });
  expect(answer.variants).toBe(1);
  expect(groups.map((group) => [group.storeId, group.batchId, group.batch.name, group.batch.actorName])).toEqual([
    [storeId, answer.batchId, "Lamp, uploaded again", "Sam"],
  ]);
});

test("uploading again twice puts no second row on its way", async () => {
  const { again, db, productId } = await openBlock("MERCHANT");

  const answers = await Promise.all([again(), again()]);

  const bodies = await Promise.all(answers.map(async (answer) => (await answer.json()) as UploadAgainAnswer));
  expect(bodies.map(({ variants }) => variants).toSorted()).toEqual([0, 1]);
  expect(await db.shopifyUploadProduct.count({ where: { productId, status: "PENDING" } })).toBe(1);
});

test("a viewer sees the state and is told that uploading needs another role", async () => {
  const { show, again, db, productId } = await openBlock("VIEWER");

  const { state } = await show();
  const refused = await again();

  expect(state?.uploadAgainRefusal).toBe("role");
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "permission.denied", detail: expect.stringMatching(/merchant/) });
  expect(await db.uploadGroup.count({ where: { productId } })).toBe(0);
});

test("a merchant of another store sees nothing of this one, whatever shop they are known in", async () => {
  const { send, db, otherStoreId, organization } = await openBlock("MERCHANT");
  await db.staffMember.updateMany({ where: { organizationId: organization.id }, data: { storeId: otherStoreId } });

  const answers = [await send("GET"), await send("POST", { body: { shopifyProductId: SHOWN } })];

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
});

test("a product that no route brings to the store is refused with what to do", async () => {
  const { show, again, db, storeId } = await openBlock();
  await db.route.deleteMany({ where: { storeId } });

  const { state } = await show();
  const refused = await again();

  expect(state?.uploadAgainRefusal).toBe("no-route");
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    code: "product.not-routed",
    detail: expect.stringMatching(/Add a route/),
  });
});

test("says that a paused store sends nothing", async () => {
  const { show, db, storeId } = await openBlock();
  await db.store.update({ where: { id: storeId }, data: { pausedAt: new Date() } });

  expect((await show()).hold).toBe("paused");
});

test("a shop of no organization is told where to begin", async () => {
  const { send, db, storeId } = await openBlock();
  await db.store.delete({ where: { id: storeId } });

  const refused = await send("GET");

  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: "organization.none" });
});

test.for([
  ["GET", { id: "7001" }],
  ["GET", { id: "gid://shopify/Product/7001' OR 1=1" }],
  ["POST", { body: { shopifyProductId: randomUUID() } }],
  ["POST", { body: [] }],
] as const)("%s with %o is refused as input", async ([method, sent]) => {
  const { send } = await openBlock();

  const refused = await send(method, sent);

  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(/cannot be understood/) });
});

test("without a session token, or with one of another secret, nobody is answered", async () => {
  const { send } = await openBlock();
  const forged = `Bearer ${Buffer.from('{"alg":"HS256"}').toString("base64url")}.e30.x`;

  const answers = [
    await send("GET", { headers: { authorization: "" } }),
    await send("GET", { headers: { authorization: forged } }),
    await send("POST", { headers: { authorization: "" }, body: { shopifyProductId: SHOWN } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test("the admin's own origin may read every answer, a refusal too, and asks beforehand", async () => {
  const { send } = await openBlock("VIEWER");

  const answers = [
    await send("OPTIONS", { headers: { authorization: "" } }),
    await send("GET"),
    await send("GET", { id: "no id" }),
    await send("POST", { body: { shopifyProductId: SHOWN } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([204, 200, 400, 403]);
  expect(answers.map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual(["*", "*", "*", "*"]);
  expect(answers[0]?.headers.get("access-control-allow-headers")).toMatch(/Authorization/);
});
