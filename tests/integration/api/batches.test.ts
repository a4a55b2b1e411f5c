import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { loader as readAttempt } from "#app/routes/api.v1.batches.$batchId.attempts.$attemptId.ts";
import { loader as readBatch } from "#app/routes/api.v1.batches.$batchId._index.ts";
import { loader as listProducts } from "#app/routes/api.v1.batches.$batchId.products._index.ts";
import { loader as readProduct } from "#app/routes/api.v1.batches.$batchId.products.$productId._index.ts";
import { action as retry } from "#app/routes/api.v1.batches.$batchId.retry.ts";
import { loader as listBatches } from "#app/routes/api.v1.batches._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });

/** Approves one good product and one without a title, which Shopify refuses, and uploads both. */
async function uploadGoodAndBad(world: UploadWorld) {
  const good = await addProduct(world, { title: "Shirt", sizes: ["S", "M"] });
  const bad = await addProduct(world, { title: "", sizes: ["L"] });
  const selection = { kind: "products" as const, ids: [good.id, bad.id] };
  const { batchId } = await approveProducts(world.ctx, { selection, name: "Two products" });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return { batchId, goodId: good.id, badId: bad.id };
}

test("a batch's summary counts rows and products and explains why rows failed", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await uploadGoodAndBad(world);
  const call = await openApi(contextOf(world));

  const answer = await call(readBatch, { params: { batchId } });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    id: batchId,
    name: "Two products",
    status: "COMPLETED",
    rows: { total: 3, succeeded: 2, failed: 1 },
    products: { total: 2, succeeded: 1, failed: 1 },
    successRate: 2 / 3,
    processingSeconds: expect.any(Number),
    errorGroups: [
      {
        category: "VALIDATION",
        rows: 1,
        products: 1,
        explanation: expect.any(String),
        whatToDo: expect.any(String),
        retry: { method: "POST", href: `/api/v1/batches/${batchId}/retry`, body: { errorGroup: expect.any(String) } },
      },
    ],
  });
});

test("a batch's products are listed with their rows, by row status when one is asked for", async () => {
  await using world = await openUploadWorld();
  const { batchId, goodId, badId } = await uploadGoodAndBad(world);
  const call = await openApi(contextOf(world));

  const all = await call(listProducts, { params: { batchId } });
  const failed = await call(listProducts, { params: { batchId }, search: { status: "FAILED" } });

  expect(all.body).toMatchObject({ items: [{ productId: goodId }, { productId: badId }], nextCursor: null });
  expect(failed.body).toMatchObject({
    items: [{ productId: badId, rows: [{ status: "FAILED", error: { category: "VALIDATION" } }] }],
  });
});

test("one product's detail names its Shopify ids, its attempts, and what each of them sent", async () => {
  await using world = await openUploadWorld();
  const { batchId, goodId } = await uploadGoodAndBad(world);
  const call = await openApi(contextOf(world));

  const detail = await call(readProduct, { params: { batchId, productId: goodId } });
  const attempt = await world.ctx.db.uploadAttempt.findFirstOrThrow({
    where: { batchId, group: { productId: goodId }, step: "CREATE_PRODUCT" },
  });
  const exchange = await call(readAttempt, { params: { batchId, attemptId: String(attempt.id) } });

  expect(detail.body).toMatchObject({
    title: "Shirt",
    groups: [{ status: "SUCCESS", shopifyProductId: expect.any(String) }],
    rows: {
      items: [
        { variantTitle: "S", status: "SUCCESS", shopifyVariantId: expect.any(String), error: null },
        { variantTitle: "M", status: "SUCCESS", shopifyVariantId: expect.any(String), error: null },
      ],
    },
  });
  expect(detail.body).toHaveProperty(
    "attempts",
    expect.arrayContaining([expect.objectContaining({ id: String(attempt.id) })]),
  );
  expect(JSON.stringify(exchange.body)).toContain("Shirt");
});

test("failed rows are retried through the API, and only failed ones", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await uploadGoodAndBad(world);
  const call = await openApi(contextOf(world));

  const retried = await call(retry, { params: { batchId }, method: "POST" });
  const again = await call(retry, { params: { batchId }, method: "POST" });

  expect(retried).toMatchObject({ status: 202, body: { retried: 1, refused: 0 } });
  expect(again).toMatchObject({ status: 409, body: { code: "batch.nothing-to-retry" } });
});

test("an error group is retried by what the summary says of it, and a row by its id", async () => {
  await using world = await openUploadWorld();
  const { batchId, badId } = await uploadGoodAndBad(world);
  const call = await openApi(contextOf(world));
  const { body } = await call(readBatch, { params: { batchId } });
  const [group] = (body as { errorGroups: { retry: { body: object } }[] }).errorGroups;

  const unknown = await call(retry, { params: { batchId }, method: "POST", body: { errorGroup: "0".repeat(16) } });
  const malformed = await call(retry, { params: { batchId }, method: "POST", body: { errorGroup: "all" } });
  const retried = await call(retry, { params: { batchId }, method: "POST", body: group?.retry.body });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const [row] = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, productId: badId } });
  const one = await call(retry, { params: { batchId }, method: "POST", body: { rowIds: [String(row?.id)] } });

  expect(unknown).toMatchObject({ status: 409, body: { code: "batch.nothing-to-retry" } });
  expect(malformed.status).toBe(422);
  const because = { overLimit: 0, newerContent: 0, storeLeft: 0 };
  expect(retried).toMatchObject({ status: 202, body: { retried: 1, refused: 0, because } });
  expect(one).toMatchObject({ status: 202, body: { retried: 1, refused: 0 } });
});

test("batches are listed newest first, in pages that miss and repeat none", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const { id } = await addProduct(world);
    const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
    made.unshift(batchId);
  }

  const seen: unknown[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body } = await call(listBatches, { search: { limit: "2", ...(cursor === "" ? {} : { cursor }) } });
    const page = body as { items: { id: string }[]; nextCursor: string | null };
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }

  expect(seen).toEqual(made);
});

test("batches are found by store, time, who started them and a part of a name, in either order", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const made: string[] = [];
  for (const name of ["Spring shirts", "Autumn coats"]) {
    const { id } = await addProduct(world);
    made.push((await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] }, name })).batchId);
  }
  const call = await openApi(contextOf(world));
  const idsBy = async (search: Record<string, string>) =>
    ((await call(listBatches, { search })).body as { items: { id: string }[] }).items.map(({ id }) => id);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

  expect(await idsBy({ text: "coats" })).toEqual([made[1]]);
  expect(await idsBy({ storeId, sort: "oldest" })).toEqual(made);
  expect(await idsBy({ storeId: made[0] ?? "" })).toEqual([]);
  expect(await idsBy({ until: tomorrow })).toEqual(made.toReversed());
  expect(await idsBy({ since: tomorrow })).toEqual([]);
  expect(await idsBy({ hasFailures: "true" })).toEqual([]);
  expect(await call(listBatches, { search: { since: "0000-01-01T00:00:00Z" } })).toMatchObject({ status: 422 });
});

test("a list of batches by a count goes on with its own cursor, and refuses that of another order", async () => {
  await using world = await openUploadWorld();
  const made: string[] = [];
  for (const products of [1, 2, 1]) {
    const added = await Promise.all(Array.from({ length: products }, () => addProduct(world)));
    const selection = { kind: "products" as const, ids: added.map(({ id }) => id) };
    made.push((await approveProducts(world.ctx, { selection })).batchId);
  }
  const call = await openApi(contextOf(world));
  const first = await call(listBatches, { search: { sort: "most-products", limit: "2" } });
  const { nextCursor: cursor } = first.body as { nextCursor: string };

  const second = await call(listBatches, { search: { sort: "most-products", limit: "2", cursor } });
  const refused = await call(listBatches, { search: { sort: "newest", cursor } });

  expect(first.body).toMatchObject({ items: [{ id: made[1] }, { id: made[2] }] });
  expect(second.body).toMatchObject({ items: [{ id: made[0] }], nextCursor: null });
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ field: "cursor", message: expect.stringContaining("in another order") }] },
  });
});

test("a token of another organization learns nothing: 404, never 403", async () => {
  await using ours = await openUploadWorld();
  const { batchId, goodId } = await uploadGoodAndBad(ours);
  const { id: attemptId } = await ours.ctx.db.uploadAttempt.findFirstOrThrow({ where: { batchId } });
  await using theirs = await openUploadWorld();
  const call = await openApi(contextOf(theirs));

  const answers = [
    await call(readBatch, { params: { batchId } }),
    await call(listProducts, { params: { batchId } }),
    await call(readProduct, { params: { batchId, productId: goodId } }),
    await call(readAttempt, { params: { batchId, attemptId: String(attemptId) } }),
    await call(retry, { params: { batchId }, method: "POST" }),
  ];
  const list = await call(listBatches);

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(list.body).toEqual({ items: [], nextCursor: null });
});
