import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async ({ ctx }: UploadWorld, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const drain = (world: UploadWorld) => drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

const linesOf = ({ logLines }: UploadWorld, message: string) =>
  logLines.filter((line) => line.message === message).map(({ fields }) => fields);

const changesOf = (world: UploadWorld) => linesOf(world, "A batch changed its status.");

test("the log of an upload tells each transition, from the batch over the attempt to the group and back", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world, { title: "Secret title", sizes: ["S", "M"] });

  const batchId = await approve(world, [id]);
  await drain(world);

  const group = await world.ctx.db.uploadGroup.findFirstOrThrow({ where: { batchId }, include: { attempts: true } });
  const create = group.attempts.find(({ step }) => step === "CREATE_PRODUCT");
  const groupId = String(group.id);
  expect(linesOf(world, "A batch was created.")).toEqual([expect.objectContaining({ batchId, rows: 2 })]);
  expect(changesOf(world)).toEqual([
    expect.objectContaining({ batchId, before: "PENDING", after: "PROCESSING", rowsTotal: 2 }),
    expect.objectContaining({ batchId, before: "PROCESSING", after: "COMPLETED", rowsSucceeded: 2, rowsFailed: 0 }),
  ]);
  expect(linesOf(world, "An attempt ended.")).toContainEqual(
    expect.objectContaining({
      storeId,
      groupId,
      attemptId: String(create?.id),
      step: "CREATE_PRODUCT",
      outcome: "answered",
      cost: create?.costPoints,
      requestId: create?.shopifyRequestId,
      milliseconds: expect.any(Number),
    }),
  );
  expect(linesOf(world, "A group was settled.")).toContainEqual(
    expect.objectContaining({ batchId, storeId, groupId, attemptId: String(create?.id), outcome: "SUCCEEDED" }),
  );
  expect(linesOf(world, "A group was settled.")).toContainEqual(
    expect.objectContaining({ groupId, rows: { SUCCESS: 2 } }),
  );
  expect(linesOf(world, "A shift at the store ended.")).toEqual([
    expect.objectContaining({ storeId, outcome: "drained" }),
  ]);
});

test("no line of the log has a token or what was sent", async () => {
  await using world = await openUploadWorld();
  const tokens: string[] = [];
  const { fetch } = world.ctx;
  world.ctx.fetch = (input, init) => {
    tokens.push(new Headers(init?.headers).get("x-shopify-access-token") ?? "");
    return fetch(input, init);
  };

  await approve(world, [(await addProduct(world, { title: "Secret title" })).id]);
  await drain(world);

  const log = JSON.stringify(world.logLines);
  const used = new Set(tokens.filter((token) => token !== ""));
  expect(used.size).toBeGreaterThan(0);
  for (const token of used) expect(log).not.toContain(token);
  expect(log).not.toContain("Secret title");
});

test("a batch that comes back by a retry, and one that fails, say so", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world, { title: "", sizes: ["S"] })).id]);
  await drain(world);

  await retryFailedRows(world.ctx, { batchId });

  expect(changesOf(world).at(-2)).toMatchObject({ batchId, after: "FAILED", rowsFailed: 1 });
  expect(changesOf(world).at(-1)).toMatchObject({ batchId, before: "FAILED", after: "PENDING" });
});

test("who pauses, resumes and cancels is told once, however often it is asked", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await approve(world, [(await addProduct(world)).id]);

  for (const verb of [pauseBatch, pauseBatch, resumeBatch, resumeBatch]) await verb(world.ctx, { batchId });
  for (const verb of [pauseStore, pauseStore, resumeStore, resumeStore]) await verb(world.ctx, { storeId });
  await cancelBatch(world.ctx, { batchId });

  for (const message of ["A batch was paused.", "A batch was resumed.", "A batch was asked to cancel."])
    expect(linesOf(world, message)).toEqual([{ batchId, actor: "SYSTEM" }]);
  for (const message of ["A store was paused.", "A store was resumed."])
    expect(linesOf(world, message)).toEqual([{ storeId, actor: "SYSTEM" }]);
  expect(changesOf(world)).toContainEqual(expect.objectContaining({ batchId, after: "CANCELLED", rowsCancelled: 3 }));
});
