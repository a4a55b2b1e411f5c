import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { applyCorrections } from "#app/domain/catalog/corrections/apply-corrections.server.ts";
import { previewCorrections } from "#app/domain/catalog/corrections/preview-corrections.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { planDeparture } from "#app/domain/uploads/departures/plan-departure.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { giveBackGroups } from "#app/domain/uploads/internal/claims/give-back-groups.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { planDeparture as planJob } from "#jobs/contracts/uploads.ts";
import {
  batchOf,
  calm,
  comeBack,
  drain,
  leave,
  shopStatuses,
  uploadAll,
} from "#tests/support/worlds/departure-world.ts";
import { onlyStore, openUploadWorld, rowOutcomes } from "#tests/support/worlds/upload-world.ts";

test("an archiving whose worker died before it was stored is known for ours, and undone when the product comes back", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await uploadAll(world, 1);
  const batchId = await leave(world);
  const { fetch } = world.ctx;
  const ctx = {
    ...world.ctx,
    fetch: async (...sent: Parameters<typeof fetch>) => {
      const answer = await fetch(...sent);
      const body = sent[1]?.body;
      // The claim is taken as from a dead worker: what was answered is stored by nobody.
      if (typeof body === "string" && body.includes("ARCHIVED")) await giveBackGroups(world.ctx, { storeId });
      return answer;
    },
  };

  await drainStore(ctx, { storeId }, calm());
  await drain(world);
  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId: batchId ?? "" } });
  const departed = { statuses: shopStatuses(world), batch: await batchOf(world, batchId) };
  await comeBack(world);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);

  expect(attempts.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(["ARCHIVE_PRODUCT UNKNOWN"]);
  expect(departed).toMatchObject({ statuses: ["ARCHIVED"], batch: { status: "COMPLETED", productsSucceeded: 1 } });
  expect(shopStatuses(world)).toEqual(["ACTIVE"]);
});

test("an archiving that was answered to nobody is asked for again at once", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 1);
  world.simulator.faults.add({ operation: "productUpdate", nth: 1, point: "after-apply", effect: "drop" });

  const batchId = await leave(world);
  await drain(world);

  expect(await batchOf(world, batchId)).toMatchObject({ productsSucceeded: 1 });
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("a refused unpublishing fails its rows with the reason, and can be retried", async () => {
  await using world = await openUploadWorld({ shops: [{ publications: ["Online Store"] }] });
  const { storeId, shop } = onlyStore(world);
  const publicationIds = shop.publications().map(({ gid }) => gid);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { publicationIds } });
  await world.ctx.db.store.update({ where: { id: storeId }, data: { departureRule: "UNPUBLISH" } });
  await uploadAll(world, 1);
  const batchId = (await leave(world)) ?? "";
  const userErrors = [{ field: ["id"], message: "Not now" }];
  const { fetch } = world.ctx;
  const ctx = {
    ...world.ctx,
    fetch: async (...sent: Parameters<typeof fetch>) => {
      const body = sent[1]?.body;
      if (typeof body !== "string" || !body.includes("publishableUnpublish")) return fetch(...sent);
      return Response.json({ data: { publishableUnpublish: { userErrors } } });
    },
  };

  await drainStore(ctx, { storeId }, calm());
  const failed = await rowOutcomes(world, batchId);
  await retryFailedRows(world.ctx, { batchId });
  await drain(world);

  expect(new Set(failed)).toEqual(new Set(["FAILED"]));
  expect(new Set(await rowOutcomes(world, batchId))).toEqual(new Set(["SUCCESS"]));
  expect(shop.products().map(({ publicationGids }) => publicationGids)).toEqual([[]]);
});

test("failed rows of a departure are retried and never corrected: there is no content to correct", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 1);
  const batchId = (await leave(world)) ?? "";
  const file = new TextEncoder().encode("");

  await expect(previewCorrections(world.ctx, { batchId, file })).rejects.toThrow(ConflictError);
  await expect(applyCorrections(world.ctx, { batchId, file, digest: "" })).rejects.toThrow(ConflictError);
});

test("the sweep wakes a departure that nobody has planned, and planning it twice makes no second row", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 2);
  const batchId = (await leave(world)) ?? "";
  const { id: departureId } = await world.ctx.db.departure.update({ where: { batchId }, data: { plannedAt: null } });
  const { organizationId } = world.ctx;
  const woken: unknown[] = [];
  const queue: typeof world.ctx.queue = {
    ...world.ctx.queue,
    send: async (tx, contract, payload) => {
      if (contract.name === planJob.name) woken.push(payload);
      return world.queue.send(tx, contract, payload);
    },
  };

  await sweepUploads({ ...world.ctx, queue });
  await planDeparture(world.ctx, { organizationId, departureId });
  await drain(world);

  expect(woken).toContainEqual({ organizationId, departureId });
  expect(await batchOf(world, batchId)).toMatchObject({ productsTotal: 2, productsSucceeded: 2 });
});
