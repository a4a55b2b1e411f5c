import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { listErrorGroups } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import { fingerprintOf } from "#app/domain/uploads/failures/fingerprint.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { MANUAL_RETRIES } from "#app/domain/uploads/upload-limits.ts";
import { interceptCalls } from "#tests/support/faulty-shopify.ts";
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

interface Refusal {
  /** Of the product that is refused, once. */
  title: string;
  message: string;
  field: string[];
}

/** The world's context, with creates refused that name a title. */
function refusing(world: UploadWorld, refusals: Refusal[]): Context {
  const left = [...refusals];
  const shopify = interceptCalls(world, ({ operation, body }) => {
    const index = left.findIndex(({ title }) => operation === "CreateProduct" && body.includes(`"title":"${title}"`));
    const [refusal] = index < 0 ? [] : left.splice(index, 1);
    if (!refusal) return null;
    const { message, field } = refusal;
    const userErrors = [{ code: "INVALID_VARIANT", field, message }];
    return Response.json({ data: { productSet: { product: null, userErrors } } });
  });
  return { ...world.ctx, fetch: shopify.fetch };
}

const NO_TITLE = { message: "The title can't be blank.", field: ["input", "title"] };

/** Error groups as they would be counted from the rows. */
async function counted({ db }: Context, batchId: string) {
  const rows = await db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  const groups = Map.groupBy(rows, ({ errorFingerprint }) => errorFingerprint);
  return [...groups]
    .map(([fingerprint, of]) => ({
      fingerprint,
      rows: of.length,
      products: new Set(of.map(({ groupId }) => groupId)).size,
    }))
    .sort((one, other) => other.rows - one.rows || ((one.fingerprint ?? "") < (other.fingerprint ?? "") ? -1 : 1));
}

const shown = async (ctx: Context, batchId: string) =>
  (await listErrorGroups(ctx, batchId)).map(({ fingerprint, rows, products }) => ({ fingerprint, rows, products }));

/** Three products of three variants: two fail alike, each in one variant, and one fails whole in another way. */
async function failInTwoWays(world: UploadWorld): Promise<string> {
  const ids = [];
  for (const title of ["Cap", "Mug", "Bag"]) ids.push((await addProduct(world, { title })).id);
  const ctx = refusing(world, [
    { title: "Cap", message: 'The price 1200.50 of "S" is above 1,000.', field: ["input", "variants", "0", "price"] },
    { title: "Mug", message: 'The price 99999 of "L" is above 1,000.', field: ["input", "variants", "2", "price"] },
    { title: "Bag", ...NO_TITLE },
  ]);
  const batchId = await approve(ctx, ids);
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, calm());
  return batchId;
}

test("rows that failed alike are one error group, and its counts are those of the rows", async () => {
  await using world = await openUploadWorld();

  const batchId = await failInTwoWays(world);

  const groups = await listErrorGroups(world.ctx, batchId);
  expect(groups).toMatchObject([
    { rows: 3, products: 1, exampleMessage: "The title can't be blank.", exampleField: "input.title" },
    { rows: 2, products: 2, category: "VALIDATION", code: "shopify.invalid-variant" },
  ]);
  expect(await shown(world.ctx, batchId)).toEqual(await counted(world.ctx, batchId));
  expect(await batchOf(world.ctx, batchId)).toMatchObject({ rowsFailed: 5, rowsSucceeded: 4 });
});

test("an error group is retried as one, and nothing else with it", async () => {
  await using world = await openUploadWorld();
  const batchId = await failInTwoWays(world);
  const [, alike] = await listErrorGroups(world.ctx, batchId);

  const result = await retryFailedRows(world.ctx, { batchId, errorGroup: alike?.fingerprint ?? "" });
  const waiting = await shown(world.ctx, batchId);
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(result).toMatchObject({ retried: 2, refused: 0 });
  expect(waiting).toMatchObject([{ rows: 3, products: 1 }]);
  expect(await batchOf(world.ctx, batchId)).toMatchObject({ rowsFailed: 3, rowsSucceeded: 6 });
  expect(await shown(world.ctx, batchId)).toEqual(await counted(world.ctx, batchId));
});

test("a group of which some rows are retried and one fails again counts each product once", async () => {
  await using world = await openUploadWorld();
  const batchId = await failInTwoWays(world);
  const failed = await world.ctx.db.shopifyUploadProduct.findMany({
    where: { batchId, errorField: "input.title" },
    orderBy: { id: "asc" },
  });
  const ctx = refusing(world, [{ title: "Bag", ...NO_TITLE }]);

  await retryFailedRows(ctx, { batchId, rowIds: failed.slice(0, 2).map(({ id }) => id) });
  const between = await shown(ctx, batchId);
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(between).toMatchObject([
    { rows: 2, products: 2 },
    { rows: 1, products: 1 },
  ]);
  expect(await shown(ctx, batchId)).toEqual(await counted(ctx, batchId));
});

test("whoever is bound to one store sees the error groups of that store only", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [[, ours] = [], [, theirs] = []] = [...world.storeIds];
  await addProduct(world, { title: "" });
  const { id } = await addProduct(world, { title: "" });
  const batchId = await approve(world.ctx, [id]);
  for (const storeId of world.storeIds.values()) await drainStore(world.ctx, { storeId }, calm());
  const merchantOf = (storeId: string | undefined): Context => ({
    ...world.ctx,
    actor: { type: "STAFF", id: "merchant", name: "Merchant", role: "MERCHANT", storeId: storeId ?? "" },
  });

  const [all] = await listErrorGroups(world.ctx, batchId);
  const [one] = await listErrorGroups(merchantOf(ours), batchId);
  await retryFailedRows(merchantOf(ours), { batchId, errorGroup: one?.fingerprint ?? "" });

  expect([all, one]).toMatchObject([
    { rows: 6, products: 2 },
    { rows: 3, products: 1 },
  ]);
  expect(await listErrorGroups(merchantOf(ours), batchId)).toEqual([]);
  expect(await listErrorGroups(merchantOf(theirs), batchId)).toMatchObject([{ rows: 3 }]);
});

test("stores that fail and retry rows of one batch at the same time keep every count right", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const ids = await addProducts(world, 20);
  await world.ctx.db.product.updateMany({ where: { id: { in: ids } }, data: { title: "" } });
  const batchId = await approve(world.ctx, ids);
  const drainAll = () =>
    Promise.all([...world.storeIds.values()].map((storeId) => drainStore(world.ctx, { storeId }, calm())));

  await drainAll();
  const retrying = retryFailedRows(world.ctx, { batchId });
  await Promise.all([drainAll(), retrying]);
  await drainAll();

  expect(await retrying).toMatchObject({ retried: 120, refused: 0 });
  expect(await shown(world.ctx, batchId)).toMatchObject([{ rows: 120, products: 40 }]);
  expect(await shown(world.ctx, batchId)).toEqual(await counted(world.ctx, batchId));
});

test("a retry says how many rows it refused and why", async () => {
  await using world = await openUploadWorld();
  const batchId = await failInTwoWays(world);
  const { db } = world.ctx;
  const rows = await db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" }, orderBy: { id: "asc" } });
  const [tired, superseded, ...others] = rows;
  await db.shopifyUploadProduct.update({ where: { id: tired?.id ?? 0n }, data: { retryCount: MANUAL_RETRIES } });
  const waiting = await addProduct(world);
  await approve(world.ctx, [waiting.id]);
  await db.shopifyUploadProduct.updateMany({
    where: { variantId: waiting.variantIds[0] ?? "", status: "PENDING" },
    data: { variantId: superseded?.variantId ?? "" },
  });

  const result = await retryFailedRows(world.ctx, { batchId });
  const again = retryFailedRows(world.ctx, { batchId });

  expect(result).toEqual({
    retried: others.length,
    refused: 2,
    because: { overLimit: 1, newerContent: 1, storeLeft: 0 },
  });
  await expect(again).rejects.toThrow(/1 row, after 5 retries: .*; 1 row, each because newer content/);
});

test("failed rows of an earlier release get the same fingerprints, and their error groups", async () => {
  await using world = await openUploadWorld();
  const batchId = await failInTwoWays(world);
  const { db } = world.ctx;
  const before = await shown(world.ctx, batchId);
  const failed = await db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  const messages = [
    'Choices: ["red", "blue"] of gid://shopify/Product/1, see https://example.com/a?b=1.',
    "It doesn't fit 'S / M' since 2026-12-31 23:59,  3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  ];
  for (const [index, errorMessage] of messages.entries()) {
    await db.shopifyUploadProduct.update({
      where: { id: failed[index]?.id ?? 0n },
      data: { errorMessage, errorField: "input.variants.12.metafields.3" },
    });
  }
  await db.shopifyUploadProduct.updateMany({ where: { batchId }, data: { errorFingerprint: null } });
  await db.uploadErrorGroup.deleteMany({ where: { batchId } });
  const migration = readFileSync(
    path.resolve(import.meta.dirname, "../../../../prisma/migrations/20261125010200_error_groups/migration.sql"),
    "utf8",
  );

  for (const statement of migration.split(";\n").filter((text) => /^\s*(?:--.*\n)*\s*(?:UPDATE|INSERT)/.test(text))) {
    await db.$executeRawUnsafe(statement);
  }

  const rows = await db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  expect(rows.map(({ errorFingerprint }) => errorFingerprint)).toEqual(
    rows.map(({ errorCode, errorField, errorMessage }) =>
      fingerprintOf({ code: errorCode ?? "", field: errorField, message: errorMessage ?? "" }),
    ),
  );
  expect(before).toHaveLength(2);
  expect(await shown(world.ctx, batchId)).toEqual(await counted(world.ctx, batchId));
});
