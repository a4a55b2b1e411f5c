import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { FieldMode } from "#app/domain/uploads/field-modes.ts";
import { onlyStore, rowOutcomes, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

/** Approves and uploads products, and tells how their rows ended and which calls it took. */
export async function upload(world: UploadWorld, ids: string[]) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  return {
    statuses: [...new Set(await rowOutcomes(world, batchId))],
    calls: attempts.map(({ step, outcome }) => `${step} ${outcome}`),
  };
}

export const setModes = (world: UploadWorld, fields: readonly string[], mode: FieldMode) =>
  world.ctx.db.route.updateMany({
    where: { storeId: onlyStore(world).storeId },
    data: { fieldModes: Object.fromEntries(fields.map((field) => [field, mode])) },
  });
