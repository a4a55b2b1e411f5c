import { expect, test } from "vitest";
import { z } from "zod";
import { action as reject } from "#app/routes/api.v1.rejections.ts";
import { action as setRoute } from "#app/routes/api.v1.routes._index.ts";
import { loader as readBatch } from "#app/routes/api.v1.batches.$batchId._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { drain, planDepartures, shopStatuses, uploadAll } from "#tests/support/worlds/departure-world.ts";
import { onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const POST = "POST";

test("what is discontinued upstream is rejected and leaves its stores by a batch that can be read", async () => {
  await using world = await openUploadWorld();
  const productIds = await uploadAll(world, 1);
  const call = await openApi({ ...world.ctx, queue: world.queue });

  const kept = await call(reject, { method: POST, body: { productIds, reason: "Discontinued" } });
  const gone = await call(reject, { method: POST, body: { productIds, reason: "Discontinued", takesOffSale: true } });
  await planDepartures(world);
  await drain(world);
  const { departureBatchId: batchId } = z.object({ departureBatchId: z.string() }).parse(gone.body);
  const batch = await call(readBatch, { params: { batchId } });

  expect(kept.body).toEqual({ rejected: 0, alreadyApproved: 1, departureBatchId: null });
  expect(gone.body).toMatchObject({ rejected: 1, alreadyApproved: 0 });
  expect(batch.body).toMatchObject({ purpose: "DEPARTURE", status: "COMPLETED", products: { succeeded: 1 } });
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("a rejection says why, and of what exactly", async () => {
  await using world = await openUploadWorld();
  const productIds = await uploadAll(world, 1);
  const variants = await world.ctx.db.variant.findMany({ where: { productId: { in: productIds } } });
  const variantIds = variants.map(({ id }) => id);
  const call = await openApi({ ...world.ctx, queue: world.queue });

  const silent = await call(reject, { method: POST, body: { productIds } });
  const both = await call(reject, { method: POST, body: { productIds, variantIds, reason: "No" } });
  const ofVariants = await call(reject, { method: POST, body: { variantIds, reason: "No", takesOffSale: true } });

  expect([silent.status, both.status, ofVariants.status]).toEqual([422, 422, 422]);
  expect(ofVariants.body).toMatchObject({ code: "rejection.variants-off-sale" });
});

test("a changed route answers with the batch that takes off sale what it no longer brings", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 1);
  const place = { categoryId: world.rootCategoryId, storeId: onlyStore(world).storeId };
  const call = await openApi({ ...world.ctx, queue: world.queue }, ["view", "configure"]);

  const same = await call(setRoute, { method: "PUT", body: { ...place, extraTags: ["new"] } });
  const away = await call(setRoute, { method: "PUT", body: { ...place, isExcluded: true } });

  expect(same.body).toMatchObject({ departureBatchId: null });
  expect(away.body).toMatchObject({ departureBatchId: expect.any(String) });
});
