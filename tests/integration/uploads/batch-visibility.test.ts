import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { getBatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { getBatch, listBatches } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { listGroups } from "#app/domain/uploads/queries/group-queries.server.ts";
import { getUploadDetail } from "#app/domain/uploads/queries/upload-detail-queries.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { staff } from "#tests/support/worlds/sample-organization.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const page = { limit: 50 };

/** Two stores, both fed by the root; what is excluded from the second one goes to the first alone. */
async function openTwoStores() {
  const world = await openUploadWorld({ shops: [{}, {}] });
  const [first = "", second = ""] = world.storeIds.values();
  const { db, organizationId } = world.ctx;
  const firstOnlyId = randomUUID();
  await db.category.create({
    data: {
      id: firstOnlyId,
      organizationId,
      name: "First only",
      path: "First only",
      depth: 1,
      lineage: [world.rootCategoryId, firstOnlyId],
      parentId: world.rootCategoryId,
      routes: { create: { organizationId, storeId: second, isExcluded: true } },
    },
  });
  return { world, first, second, firstOnlyId };
}

const approve = async ({ ctx }: UploadWorld, id: string) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids: [id] } })).batchId;

const as = (world: UploadWorld, actor: ReturnType<typeof staff>) => ({ ...world.ctx, actor });

test("a merchant sees the batches that concern their store and no other", async () => {
  const { world, first, second, firstOnlyId } = await openTwoStores();
  await using _ = world;
  const toBoth = await approve(world, (await addProduct(world)).id);
  const toFirst = await approve(world, (await addProduct(world, { categoryId: firstOnlyId })).id);
  const merchantOf = (storeId: string) => as(world, staff("MERCHANT", storeId));

  const seenByFirst = await listBatches(merchantOf(first), {}, page);
  const seenBySecond = await listBatches(merchantOf(second), {}, page);

  expect(seenByFirst.items.map(({ id }) => id)).toEqual([toFirst, toBoth]);
  expect(seenBySecond.items.map(({ id }) => id)).toEqual([toBoth]);
  await expect(getBatch(merchantOf(second), toFirst)).rejects.toBeInstanceOf(NotFoundError);
});

test("within a batch a merchant sees the rows of their own store alone", async () => {
  const { world, second } = await openTwoStores();
  await using _ = world;
  const { id } = await addProduct(world);
  const batchId = await approve(world, id);
  const merchant = as(world, staff("VIEWER", second));

  const groups = await listGroups(merchant, batchId, {}, page);
  const detail = await getUploadDetail(merchant, { batchId, productId: id }, page);

  expect(groups.items.map(({ storeId }) => storeId)).toEqual([second]);
  expect(detail.groups.map(({ storeId }) => storeId)).toEqual([second]);
  expect(detail.rows.items.every(({ groupId }) => groupId === groups.items[0]?.id)).toBe(true);
});

test("a batch says which store holds it up", async () => {
  const { world, second } = await openTwoStores();
  await using _ = world;
  const batchId = await approve(world, (await addProduct(world)).id);
  await pauseStore(world.ctx, { storeId: second });

  const { heldBy } = await getBatchProgress(world.ctx, batchId, {}, page);

  expect(heldBy.map(({ id }) => id)).toEqual([second]);
});

test("a large product shows its first ten rows in the list, and all of them page by page in its detail", async () => {
  await using world = await openUploadWorld();
  const sizes = Array.from({ length: 25 }, (_, index) => `Size ${index}`);
  const { id, variantIds } = await addProduct(world, { sizes });
  const batchId = await approve(world, id);

  const [group] = (await listGroups(world.ctx, batchId, {}, page)).items;
  const first = await getUploadDetail(world.ctx, { batchId, productId: id }, { limit: 20 });
  const second = await getUploadDetail(
    world.ctx,
    { batchId, productId: id },
    { limit: 20, after: first.rows.next ?? "" },
  );

  expect(group).toMatchObject({ rowCount: 25 });
  expect(group?.rows).toHaveLength(10);
  const seen = [...first.rows.items, ...second.rows.items].map(({ variantId }) => variantId);
  expect(seen).toEqual(variantIds);
});

test("batches are found by status and by whether something failed in them", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, (await addProduct(world)).id);

  const pending = await listBatches(world.ctx, { statuses: ["PENDING", "PROCESSING"] }, page);
  const ended = await listBatches(world.ctx, { statuses: ["COMPLETED"] }, page);
  const failing = await listBatches(world.ctx, { hasFailures: true }, page);

  expect(pending.items.map(({ id }) => id)).toEqual([batchId]);
  expect(ended.items).toEqual([]);
  expect(failing.items).toEqual([]);
});
