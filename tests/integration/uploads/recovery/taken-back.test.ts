import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { giveBackGroups } from "#app/domain/uploads/internal/claims/give-back-groups.server.ts";
import { writeIntents } from "#app/domain/uploads/internal/store/write-intents.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const PRODUCTS = 3;
const calm = () => new AbortController().signal;

const underWay = ({ ctx }: UploadWorld, storeId: string) =>
  ctx.db.uploadGroup.count({ where: { storeId, status: "PROCESSING" } });

test("what was taken back from a worker and falls to the same worker again is sent once", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  let creates = 0;
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const body = typeof init?.body === "string" ? init.body : "";
    if (body.includes("mutation CreateProduct")) creates += 1;
    if (body.includes("query IdentityDefinition")) {
      asked.resolve();
      await answered.promise;
    }
    return world.ctx.fetch(input, init);
  };
  await approveProducts(world.ctx, { selection: { kind: "products", ids: await addProducts(world, PRODUCTS) } });

  const shift = drainStore({ ...world.ctx, fetch }, { storeId }, calm());
  await asked.promise;
  await expect.poll(() => underWay(world, storeId)).toBe(PRODUCTS);
  await giveBackGroups(world.ctx, { storeId });
  await expect.poll(() => underWay(world, storeId)).toBe(PRODUCTS);
  answered.resolve();
  const outcome = await shift;
  if (outcome === "hand-over") await drainStore({ ...world.ctx, fetch }, { storeId }, calm());

  expect(creates).toBe(PRODUCTS);
  expect(await world.ctx.db.uploadAttempt.count({ where: { storeId, outcome: "INTENT" } })).toBe(0);
  expect(await world.ctx.db.uploadGroup.count({ where: { storeId, status: "SUCCESS" } })).toBe(PRODUCTS);
});

test("no intent is written for a group that is being taken back at the same moment", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { db } = world.ctx;
  await approveProducts(world.ctx, { selection: { kind: "products", ids: await addProducts(world, 1) } });
  const { id } = await db.uploadGroup.findFirstOrThrow({ where: { storeId } });
  const claimToken = randomUUID();
  await db.uploadGroup.update({ where: { id }, data: { status: "PROCESSING", claimToken } });
  const intent = {
    groupId: id,
    step: "CREATE_PRODUCT",
    operationId: randomUUID(),
    requestHash: "0",
    request: {},
  } as const;

  const { writing } = await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM upload_groups WHERE id = ${id} FOR UPDATE`;
    const begun = writeIntents(db, claimToken, [intent]);
    await untilSomebodyWaits(world);
    await tx.uploadGroup.update({ where: { id }, data: { status: "PENDING", claimToken: null } });
    return { writing: begun };
  });

  expect(await writing).toEqual(new Map());
  expect(await db.uploadAttempt.count({ where: { storeId } })).toBe(0);
});

async function untilSomebodyWaits({ ctx }: UploadWorld): Promise<void> {
  const waiting = () => ctx.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()`;
  await expect.poll(waiting).toEqual([{ waiting: 1 }]);
}
