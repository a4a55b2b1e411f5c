import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { giveBackGroups } from "#app/domain/uploads/internal/claims/give-back-groups.server.ts";
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
