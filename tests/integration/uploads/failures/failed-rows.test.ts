import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { AUTOMATIC_TRIES, automaticRetryLimit } from "#app/domain/uploads/upload-limits.ts";
import { interceptCalls, refuseConnection } from "#tests/support/faulty-shopify.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async (ctx: Context, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const batchOf = ({ db }: Context, id: string) => db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

async function drainUntilEnded(ctx: Context, storeId: string, batchId: string): Promise<void> {
  while ((await batchOf(ctx, batchId)).completedAt === null) await drainStore(ctx, { storeId }, calm());
}

/** Drains until the batch has ended; what is tried again by itself is due at once. */
async function drainInHaste(ctx: Context, storeId: string, batchId: string): Promise<void> {
  const draining = drainUntilEnded(ctx, storeId, batchId);
  const hurry = () =>
    ctx.db.uploadGroup.updateMany({ where: { batchId, status: "PENDING" }, data: { dueAt: new Date() } });
  const endedAt = async () => {
    await hurry();
    return (await batchOf(ctx, batchId)).completedAt;
  };
  await expect.poll(endedAt, { timeout: 25_000 }).not.toBeNull();
  await draining;
}

const rowsOf = ({ db }: Context, batchId: string) =>
  db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });

/** An answer to a create with one error of the input, of a code that the schema need not know. */
const refusal = (code: string): Response => {
  const userErrors = [{ code, field: ["input"], message: "Hm." }];
  return Response.json({ data: { productSet: { product: null, userErrors } } });
};

const createsOf = ({ db }: Context, batchId: string) =>
  db.uploadAttempt.count({ where: { batchId, step: "CREATE_PRODUCT" } });

/** Lets the simulator answer the first creates with an error of the input. */
const refuseCreates = (
  world: UploadWorld,
  times: number,
  userError: { code: string; message?: string; field?: string[] },
) =>
  world.simulator.faults.add({
    operation: "productSet",
    every: 1,
    times,
    point: "before-apply",
    effect: "userError",
    userError,
  });

for (const { what, userError, times, row, creates } of [
  {
    what: "content that Shopify refuses",
    userError: { code: "INVALID_PRODUCT", message: "Title can't be blank", field: ["input", "title"] },
    times: 1,
    row: {
      status: "FAILED",
      errorCategory: "VALIDATION",
      errorCode: "shopify.invalid-product",
      errorField: "input.title",
    },
    creates: 1,
  },
  {
    what: "a handle that something else has",
    userError: { code: "HANDLE_NOT_UNIQUE", message: "Handle 'cap' already in use.", field: ["input", "handle"] },
    times: 1,
    row: { status: "FAILED", errorCategory: "DUPLICATE", errorCode: "shopify.handle-not-unique" },
    creates: 1,
  },
  {
    what: "a job that fails inside Shopify",
    userError: { code: "JOB_ERROR", message: "Error processing request in the background job." },
    times: AUTOMATIC_TRIES,
    row: { status: "FAILED", errorCategory: "SHOPIFY_ERROR", errorCode: "shopify.job-error" },
    creates: AUTOMATIC_TRIES,
  },
  {
    what: "a job that fails inside Shopify twice",
    userError: { code: "JOB_ERROR", message: "Error processing request in the background job." },
    times: 2,
    row: { status: "SUCCESS", errorCategory: null },
    creates: 3,
  },
]) {
  test(`${what}: the rows end ${row.status} after ${creates} ${creates === 1 ? "try" : "tries"}`, async () => {
    await using world = await openUploadWorld();
    const { storeId } = onlyStore(world);
    refuseCreates(world, times, userError);
    const batchId = await approve(world.ctx, [(await addProduct(world)).id]);

    await drainInHaste(world.ctx, storeId, batchId);

    expect(await rowsOf(world.ctx, batchId)).toMatchObject([row, row, row]);
    expect(await createsOf(world.ctx, batchId)).toBe(creates);
  });
}

for (const [what, answer, errorCategory, errorCode, creates] of [
  [
    "a code of an input's error that nobody knows",
    () => refusal("SOMETHING_NEW"),
    "UNKNOWN",
    "shopify.something-new",
    2,
  ],
  [
    "a top-level error that nobody knows",
    () => Response.json({ errors: [{ message: "Hm.", extensions: { code: "SOMETHING_NEW" } }] }),
    "UNKNOWN",
    "shopify.unknown-error",
    2,
  ],
  [
    "a request that the schema refuses",
    () => Response.json({ errors: [{ message: "Variable $input", extensions: { code: "INVALID_VARIABLE" } }] }),
    "VALIDATION",
    "shopify.request-refused",
    1,
  ],
  [
    "a request that is too large",
    () => Response.json({ errors: [{ message: "1239 points", extensions: { code: "MAX_COST_EXCEEDED" } }] }),
    "VALIDATION",
    "shopify.query-too-expensive",
    1,
  ],
  [
    "neither a product nor an error",
    () => Response.json({ data: { productSet: { product: null, userErrors: [] } } }),
    "SHOPIFY_ERROR",
    "shopify.empty-answer",
    AUTOMATIC_TRIES,
  ],
] as const) {
  test(`${what} at every create: the rows FAIL as ${errorCategory} after ${creates} of them, and no product is there`, async () => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    const shopify = interceptCalls(world, ({ operation }) => (operation === "CreateProduct" ? answer() : null));
    const ctx = { ...world.ctx, fetch: shopify.fetch };
    const batchId = await approve(ctx, [(await addProduct(world)).id]);

    await drainInHaste(ctx, storeId, batchId);

    expect((await rowsOf(ctx, batchId)).map((row) => [row.status, row.errorCategory, row.errorCode])).toEqual(
      Array.from({ length: 3 }, () => ["FAILED", errorCategory, errorCode]),
    );
    expect(await createsOf(ctx, batchId)).toBe(creates);
    expect(shop.productCount).toBe(0);
  });
}

test("a failure that nobody knows is tried once more, and then the rows succeed", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  let isFirst = true;
  const shopify = interceptCalls(world, ({ operation }) => {
    if (operation !== "CreateProduct" || !isFirst) return null;
    isFirst = false;
    return refusal("SOMETHING_NEW");
  });
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);

  await drainInHaste(ctx, storeId, batchId);

  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3, automaticRetries: 1 });
});

test("a definition of the identity that the shop refuses fails the rows after their tries, with what to do", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  world.simulator.faults.add({
    operation: "metafieldDefinitionCreate",
    every: 1,
    times: 50,
    point: "before-apply",
    effect: "userError",
    userError: { code: "RESOURCE_TYPE_LIMIT_EXCEEDED", message: "Limit of 256 definitions." },
  });
  const batchId = await approve(world.ctx, [(await addProduct(world)).id]);

  await drainInHaste(world.ctx, storeId, batchId);

  const [row] = await rowsOf(world.ctx, batchId);
  expect(row).toMatchObject({ errorCategory: "SHOPIFY_ERROR", errorCode: "shopify.identity-definition-refused" });
  expect(row?.errorMessage).toContain("256");
});

test("a variant whose image is still processed waits, and the others of its product are updated meanwhile", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id, variantIds } = await addProduct(world);
  await approve(world.ctx, [id]);
  await drainStore(world.ctx, { storeId }, calm());
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });
  let isProcessing = true;
  const shopify = interceptCalls(world, (call) => {
    if (call.operation !== "UpdateVariants" || !isProcessing) return null;
    isProcessing = false;
    const message = "Non-ready media cannot be attached to variants.";
    const userErrors = [{ code: "INVALID_INPUT", field: ["variants", "1"], message }];
    return Response.json({ data: { productVariantsBulkUpdate: { productVariants: [], userErrors } } });
  });
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, [id]);

  await drainInHaste(ctx, storeId, batchId);

  const rows = await rowsOf(ctx, batchId);
  expect(rows.map(({ variantId, status }) => [variantId, status])).toEqual(variantIds.map((one) => [one, "SUCCESS"]));
  const updates = await ctx.db.uploadAttempt.findMany({ where: { batchId, step: "UPDATE_VARIANTS" } });
  expect(updates.map(({ outcome }) => outcome)).toEqual(["REFUSED", "SUCCEEDED"]);
});

test("a batch counts what it repeats by itself", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  refuseCreates(world, 3, { code: "JOB_ERROR" });
  const batchId = await approve(world.ctx, await addProducts(world, 4));

  await drainInHaste(world.ctx, storeId, batchId);

  expect(await batchOf(world.ctx, batchId)).toMatchObject({
    status: "COMPLETED",
    rowsSucceeded: 12,
    automaticRetries: 3,
  });
});

test("a batch that has repeated more than its limit fails what passes by itself at once, and says that this is why", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  refuseCreates(world, 1, { code: "JOB_ERROR", message: "The job failed." });
  const batchId = await approve(world.ctx, [(await addProduct(world)).id]);
  await world.ctx.db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { automaticRetries: automaticRetryLimit(1) },
  });

  await drainInHaste(world.ctx, storeId, batchId);

  const [row] = await rowsOf(world.ctx, batchId);
  expect(row).toMatchObject({ status: "FAILED", errorCategory: "SHOPIFY_ERROR", errorCode: "upload.retries-used-up" });
  expect(row?.errorMessage).toMatch(/used up its automatic retries.*shopify\.job-error.*The job failed\./);
  expect(await createsOf(world.ctx, batchId)).toBe(1);
});

test("a create without an answer is looked up before it fails, although its batch has repeated more than its limit", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({ operation: "productSet", every: 1, times: 2, point: "after-apply", effect: "drop" });
  const batchId = await approve(world.ctx, await addProducts(world, 2));
  await world.ctx.db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { automaticRetries: automaticRetryLimit(2) },
  });

  await drainInHaste(world.ctx, storeId, batchId);

  expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 6, rowsFailed: 0 });
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 2, duplicateIdentities: 0 });
});

test("a connection that fails spends neither a product's tries nor its batch's", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  let refusals = 5;
  const shopify = interceptCalls(world, () => ((refusals -= 1) >= 0 ? refuseConnection() : null));
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);

  await drainInHaste(ctx, storeId, batchId);

  expect(await batchOf(ctx, batchId)).toMatchObject({ rowsSucceeded: 3, automaticRetries: 0 });
  expect(await ctx.db.uploadGroup.count({ where: { batchId, failedAttempts: { gt: 0 } } })).toBe(0);
});
