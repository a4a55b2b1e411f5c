import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import type { BatchSettings } from "#app/domain/uploads/steering/batch-settings.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { reconnectStores } from "../world/reconnect-stores.ts";
import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";

/** Asks for the upload of some products, beside whatever goes on. */
export function approve(world: World, productIds: readonly string[], settings: BatchSettings = {}): void {
  const selection = { kind: "products" as const, ids: [...productIds] };
  world.ask("approve", (ctx) => approveProducts(ctx, { selection, settings }));
}

const DEADLINE_MS = { least: 10_000, most: 120_000 };

function chooseSettings({ dice, time }: World): BatchSettings {
  const deadline = new Date(time.nowMs + dice.between(DEADLINE_MS.least, DEADLINE_MS.most));
  return {
    priority: dice.between(0, 2),
    ...(dice.chance(0.15) ? { canary: { products: 1, maxFailedShare: dice.pick([0, 0.5]) } } : {}),
    ...(dice.chance(0.1) ? { deadline } : {}),
  };
}

async function pickBatch(world: World, where: string): Promise<string | null> {
  const { rows } = await world.database.observer.query<{ id: string }>(
    `SELECT id FROM shopify_upload_batches WHERE ${where} ORDER BY id`,
  );
  return rows.length === 0 ? null : world.dice.pick(rows).id;
}

interface FailedRow {
  batchId: string;
  fingerprint: string;
  rowId: string;
}

/** A row that failed, for itself, for the others of its kind, or for its whole batch. */
async function pickFailed(world: World): Promise<FailedRow | null> {
  const { rows } = await world.database.observer.query<FailedRow>(
    `SELECT batch_id AS "batchId", error_fingerprint AS fingerprint, id AS "rowId"
     FROM shopify_upload_products WHERE status = 'FAILED' ORDER BY id`,
  );
  return rows.length === 0 ? null : world.dice.pick(rows);
}

/** A verb on a batch, if there is one to which it may be said. */
function onBatch(
  name: string,
  weight: number,
  where: string,
  verb: (ctx: Parameters<Parameters<World["ask"]>[1]>[0], batchId: string) => Promise<unknown>,
): SimulatedEvent {
  return {
    name,
    weight,
    async happen(world) {
      const batchId = await pickBatch(world, where);
      if (batchId === null) return null;
      world.ask(name, (ctx) => verb(ctx, batchId));
      return batchId;
    },
  };
}

const IS_OPEN = "status IN ('PENDING', 'PROCESSING')";

export const retry: SimulatedEvent = {
  name: "retry",
  weight: 25,
  async happen(world) {
    const failed = await pickFailed(world);
    if (failed === null) return null;
    const { batchId, fingerprint, rowId } = failed;
    const only = world.dice.pick([{}, { errorGroup: fingerprint }, { rowIds: [BigInt(rowId)] }]);
    world.ask("retry", (ctx) => retryFailedRows(ctx, { batchId, ...only }));
    return `${batchId}${Object.keys(only).join("")}`;
  },
};

export const staffEvents: readonly SimulatedEvent[] = [
  {
    name: "approve",
    weight: 10,
    async happen(world) {
      const chosen = world.dice.some(world.furnishing.productIds, 0.5);
      approve(world, chosen, chooseSettings(world));
      return `${chosen.length} products`;
    },
  },
  {
    name: "edit-and-approve",
    weight: 10,
    async happen(world) {
      const productId = world.dice.pick(world.furnishing.productIds);
      await editUpstream(world, productId);
      approve(world, [productId], chooseSettings(world));
      return productId;
    },
  },
  onBatch("cancel", 3, IS_OPEN, (ctx, batchId) => cancelBatch(ctx, { batchId })),
  retry,
  onBatch("pause-batch", 2, `${IS_OPEN} AND paused_at IS NULL`, (ctx, batchId) => pauseBatch(ctx, { batchId })),
  onBatch("resume-batch", 4, `${IS_OPEN} AND paused_at IS NOT NULL`, (ctx, batchId) => resumeBatch(ctx, { batchId })),
  {
    name: "pause-store",
    weight: 2,
    async happen(world) {
      const { id: storeId, domain } = world.dice.pick(world.furnishing.stores);
      world.ask("pause-store", (ctx) => pauseStore(ctx, { storeId }));
      return domain;
    },
  },
  {
    name: "resume-store",
    weight: 4,
    async happen(world) {
      const { id: storeId, domain } = world.dice.pick(world.furnishing.stores);
      world.ask("resume-store", (ctx) => resumeStore(ctx, { storeId }));
      return domain;
    },
  },
  {
    name: "reconnect",
    weight: 4,
    async happen(world) {
      const stores = await reconnectStores(world);
      return stores === 0 ? null : `${stores} stores`;
    },
  },
];

const MORE_SIZES = ["XL", "XXL"];

/** So few that the catalog comes back to what it was before. */
const CONTENTS = 3;

/** The catalog changes upstream: a title, a price, or a variant more. */
async function editUpstream(world: World, productId: string): Promise<void> {
  const { observer } = world.database;
  const number = world.dice.between(1, CONTENTS);
  const kind = world.dice.pick(["title", "price", "variant"] as const);
  await observer.query("SELECT set_config('simulated.now', $1, false)", [new Date(world.time.nowMs).toISOString()]);
  if (kind === "title")
    await observer.query("UPDATE products SET title = 'Title ' || $2 WHERE id = $1", [productId, number]);
  if (kind === "price")
    await observer.query("UPDATE variants SET price = $2::int + 0.5 WHERE product_id = $1", [productId, number]);
  if (kind === "variant") await addVariant(world, productId);
}

async function addVariant(world: World, productId: string): Promise<void> {
  const { observer } = world.database;
  const { rows } = await observer.query<{ values: string[] }>(
    "SELECT array_agg(option_values[1] ORDER BY position) AS values FROM variants WHERE product_id = $1",
    [productId],
  );
  const values = rows[0]?.values ?? [];
  const size = MORE_SIZES.find((one) => !values.includes(one));
  if (size === undefined) return;
  await observer.query("UPDATE products SET options = $2 WHERE id = $1", [
    productId,
    JSON.stringify([{ name: "Size", values: [...values, size] }]),
  ]);
  await observer.query(
    `INSERT INTO variants (id, organization_id, product_id, external_id, sku, position, option_values, price, currency_code)
     SELECT $2, organization_id, id, handle || '-' || $3, handle || '-' || $3, $4, ARRAY[$3], 21.5, 'USD'
     FROM products WHERE id = $1`,
    [productId, world.dice.uuid(), size, values.length + 1],
  );
}
