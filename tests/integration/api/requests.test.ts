import { expect, test } from "vitest";
import { action as postUnknownAddress, loader as unknownAddress } from "#app/routes/api.$.ts";
import { action as approve, loader as readApprovals } from "#app/routes/api.v1.approvals.ts";
import { action as postBatches, loader as listBatches } from "#app/routes/api.v1.batches._index.ts";
import { loader as readBatch } from "#app/routes/api.v1.batches.$batchId._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });

test("without a valid token every address answers 401 and says how to authenticate", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const unknown = await call(listBatches, { headers: { authorization: "Bearer crt_unknown" } });
  const absent = await call(listBatches, { headers: { authorization: "" } });

  for (const { status, headers, body } of [unknown, absent]) {
    expect(status).toBe(401);
    expect(headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(body).toMatchObject({ code: "token.invalid", detail: expect.stringContaining("Bearer") });
  }
});

test("a token does no more than its scopes allow", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  const onlyView = await openApi(contextOf(world), ["view"]);
  const onlyUpload = await openApi(contextOf(world), ["upload"]);

  const approval = await onlyView(approve, { method: "POST", body: { productIds: [id] } });
  const list = await onlyUpload(listBatches);

  expect(approval).toMatchObject({ status: 403, body: { code: "permission.denied" } });
  expect(list).toMatchObject({ status: 403, body: { code: "permission.denied" } });
  expect(await world.ctx.db.shopifyUploadBatch.count({ where: { organizationId: world.ctx.organizationId } })).toBe(0);
});

test("an approval answers at once with the batch that uploads it", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world, { title: "Shirt" });
  const call = await openApi(contextOf(world));

  const byProduct = await call(approve, { method: "POST", body: { productIds: [id], name: "From the ERP" } });
  const byVariant = await call(approve, { method: "POST", body: { variantIds: variantIds.slice(0, 1) } });
  const byFilter = await call(approve, { method: "POST", body: { filter: { text: "Shirt" } } });

  expect([byProduct.status, byVariant.status, byFilter.status]).toEqual([202, 202, 202]);
  expect(byProduct.body).toMatchObject({ batchId: expect.any(String), isPlanned: true, rowsTotal: 3 });
});

test.each([
  ["nothing", {}, 422, "exactly one"],
  ["two selections", { productIds: ["019ab3c1-0000-7000-8000-000000000001"], filter: {} }, 422, "exactly one"],
  ["a misspelt filter", { filter: { categoryID: "019ab3c1-0000-7000-8000-000000000001" } }, 422, "categoryID"],
  ["an id of another form", { productIds: ["42"] }, 422, "productIds.0"],
  ["text that is no JSON", "{", 400, "not JSON: line 1, column 2"],
  ["a text that no database can store", { filter: { text: "a\0b" } }, 422, "filter.text: contains a character"],
])("an approval of %s is refused and approves nothing", async (_what, body, status, words) => {
  await using world = await openUploadWorld();
  await addProduct(world);
  const call = await openApi(contextOf(world));

  const answer = await call(approve, { method: "POST", body });

  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, remedy: expect.any(String), detail: expect.stringContaining(words) });
  expect(
    await world.ctx.db.product.count({
      where: { organizationId: world.ctx.organizationId, approvalStatus: "APPROVED" },
    }),
  ).toBe(0);
});

test("a body that is larger than an approval can be is refused as too large", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const answer = await call(approve, { method: "POST", body: `{"name":"${"x".repeat(2_000_001)}"}` });

  expect(answer).toMatchObject({ status: 413, body: { code: "request.too-large" } });
});

test.each([
  ["0", "must be at least 1"],
  ["9999", "must be at most 250"],
  ["abc", "is not a number"],
  ["1.5", "is not a whole number"],
])("a limit of %s is refused in plain words", async (limit, words) => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const answer = await call(listBatches, { search: { limit } });

  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ field: "limit", pointer: "#/limit", message: words }] },
  });
});

test("an address that the API does not have is answered like the rest of it, whatever is asked of it", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const answers = [await call(unknownAddress), await call(postUnknownAddress, { method: "POST", body: {} })];

  expect(answers).toMatchObject([
    { status: 404, body: { code: "address.not-found" } },
    { status: 404, body: { code: "address.not-found" } },
  ]);
});

test("wrong parameters are named, with the id of the request", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const answer = await call(listBatches, {
    search: { status: "DONE", limit: "1000", page: "2" },
    headers: { "x-request-id": "from-the-front-1" },
  });

  expect(answer.status).toBe(422);
  expect(answer.headers.get("X-Request-Id")).toBe("from-the-front-1");
  const { errors } = answer.body as { errors: { field: string }[] };
  expect(errors.map(({ field }) => field).toSorted()).toEqual(["", "limit", "status"]);
});

test("a method that an address does not know is told what it answers", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const posted = await call(postBatches, { method: "POST", body: {} });
  const read = await call(readApprovals);
  const deleted = await call(approve, { method: "DELETE" });
  const asked = await call(listBatches, { method: "OPTIONS" });

  expect([posted, read, deleted, asked].map(({ status }) => status)).toEqual([405, 405, 405, 405]);
  expect(posted.headers.get("Allow")).toBe("GET, HEAD");
});

test("an id of the wrong form is a bad request and not a fault", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));

  const answer = await call(readBatch, { params: { batchId: "1; DROP TABLE products" } });

  expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid-path" } });
});
