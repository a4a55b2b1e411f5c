import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async (ctx: Context, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

/** Drains as the queue does, which tries a worker that failed again. */
async function drainToTheEnd(ctx: Context, storeId: string, batchId: string): Promise<string[]> {
  const failures: string[] = [];
  const isEnded = async () => (await batchOf(ctx, batchId)).completedAt !== null;
  while (!(await isEnded())) {
    await ctx.db.uploadGroup.updateMany({ where: { batchId, status: "PENDING" }, data: { dueAt: new Date() } });
    await drainStore(ctx, { storeId }, calm()).catch((error: unknown) => failures.push(String(error)));
  }
  return failures;
}

const batchOf = ({ db }: Context, id: string) => db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

/** Lets writes to a table fail, the first `times` of those that `when` is true of. */
async function failWrites({ db }: Context, given: { on: string; when: string; code: string; times: number }) {
  const { on, when, code, times } = given;
  await db.$executeRawUnsafe(`CREATE SEQUENCE planned_failures`);
  await db.$executeRawUnsafe(`CREATE FUNCTION fail_as_planned() RETURNS trigger AS $$ BEGIN
    IF ${when} AND nextval('planned_failures') <= ${times} THEN RAISE EXCEPTION 'as planned' USING ERRCODE = '${code}'; END IF;
    RETURN NEW; END $$ LANGUAGE plpgsql`);
  await db.$executeRawUnsafe(`CREATE TRIGGER as_planned BEFORE INSERT OR UPDATE ON ${on}
    FOR EACH ROW EXECUTE FUNCTION fail_as_planned()`);
  return {
    async [Symbol.asyncDispose]() {
      await db.$executeRawUnsafe(`DROP FUNCTION fail_as_planned CASCADE`);
      await db.$executeRawUnsafe(`DROP SEQUENCE planned_failures`);
    },
  };
}

test("a product whose content has a form of its own FAILS with the place of the fault, and the others of its store succeed", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const ids = await addProducts(world, 50);
  await world.ctx.db.product.update({
    where: { id: ids[7] ?? "" },
    data: { metafields: [{ namespace: "custom", key: "care" }] },
  });
  const batchId = await approve(world.ctx, ids);

  const outcome = await drainStore(world.ctx, { storeId }, calm());

  expect(outcome).toBe("drained");
  expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 147, rowsFailed: 3 });
  expect(shop.productCount).toBe(49);
  const failed = await world.ctx.db.shopifyUploadProduct.findFirstOrThrow({ where: { batchId, status: "FAILED" } });
  expect(failed).toMatchObject({
    productId: ids[7],
    errorCategory: "VALIDATION",
    errorCode: "upload.unreadable-content",
    errorField: "metafields.0.type",
  });
});

for (const [field, data] of [
  ["options", { options: "Size" }],
  ["images", { images: 5 }],
  ["metafields", { metafields: "none" }],
] as const) {
  test(`a product whose ${field} are no list FAILS alone, and the others of its approval are planned and succeed`, async () => {
    await using world = await openUploadWorld();
    const { storeId } = onlyStore(world);
    const ids = await addProducts(world, 5);
    await world.ctx.db.product.update({ where: { id: ids[2] ?? "" }, data });
    const batchId = await approve(world.ctx, ids);

    await drainStore(world.ctx, { storeId }, calm());

    expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 12, rowsFailed: 3 });
    const failed = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
    expect(failed.map(({ productId, errorField }) => [productId, errorField])).toEqual(
      Array.from({ length: 3 }, () => [ids[2], field]),
    );
  });
}

for (const [what, on, when] of [
  ["an intent cannot be written", "upload_attempts", "TG_OP = 'INSERT'"],
  ["what was done cannot be stored", "shopify_upload_products", "NEW.status = 'SUCCESS'"],
] as const) {
  test(`no row fails and no product is made twice when ${what} for a passing reason of the database`, async () => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    const batchId = await approve(world.ctx, await addProducts(world, 3));
    await using _ = await failWrites(world.ctx, { on, when, code: "55P03", times: 12 });

    const failures = await drainToTheEnd(world.ctx, storeId, batchId);

    expect(failures.length).toBeGreaterThan(0);
    expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 9, rowsFailed: 0 });
    expect(shop.ledger.summary()).toMatchObject({ productsCreated: 3, duplicateIdentities: 0 });
    expect(await world.ctx.db.uploadGroup.count({ where: { batchId, failedAttempts: { gt: 0 } } })).toBe(0);
  });
}

test("a product that the app itself fails at is tried once more and then FAILS as UNKNOWN, and the others succeed", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 10);
  const batchId = await approve(world.ctx, ids);
  const when = `TG_OP = 'UPDATE' AND NEW.status = 'SUCCESS' AND NEW.product_id = '${ids[3] ?? ""}'`;
  await using _ = await failWrites(world.ctx, { on: "shopify_upload_products", when, code: "22000", times: 1_000 });

  const failures = await drainToTheEnd(world.ctx, storeId, batchId);

  expect(failures).toEqual([]);
  expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 27, rowsFailed: 3 });
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  expect(rows.map(({ productId, errorCategory }) => [productId, errorCategory])).toEqual(
    Array.from({ length: 3 }, () => [ids[3], "UNKNOWN"]),
  );
  const open = await world.ctx.db.uploadAttempt.count({ where: { batchId, outcome: "INTENT" } });
  expect(open).toBe(0);
});

test("a fault of the app after failures of another kind still has its second try", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await approve(world.ctx, await addProducts(world, 1));
  await world.ctx.db.uploadGroup.updateMany({
    where: { batchId },
    data: { failedAttempts: 3, errorCode: "shopify.failure" },
  });
  const when = "TG_OP = 'INSERT'";
  await using _ = await failWrites(world.ctx, { on: "upload_attempts", when, code: "22000", times: 2 });

  await drainToTheEnd(world.ctx, storeId, batchId);

  expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
});

test("a worker leaves nothing behind that nobody is woken for", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 3);
  await approve(world.ctx, ids);
  await drainStore(world.ctx, { storeId }, calm());
  await world.ctx.db.variant.updateMany({ where: { productId: { in: ids } }, data: { price: "3" } });
  const batchId = await approve(world.ctx, ids);
  const when = "NEW.status = 'SUCCESS'";
  await using _ = await failWrites(world.ctx, { on: "shopify_upload_products", when, code: "22000", times: 4 });

  const outcome = await drainStore(world.ctx, { storeId }, calm());

  expect(outcome).toBe("drained");
  expect(await batchOf(world.ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 9 });
});
