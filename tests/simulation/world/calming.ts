import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { turnRoute } from "../events/departure-events.ts";
import { StallError } from "../chance/scheduler.ts";
import { GONE_AT_LEAST_MS, reconnectStores, reinstallApp } from "./reconnect-stores.ts";
import type { World } from "./world.ts";

/** Longest time in which everything has to come to rest once nothing fails any more. */
const CALM_WITHIN_MS = 4 * 3_600_000;
/** Nothing fails any more, nobody holds anything, nobody is about to die. */
export async function calmDown(world: World): Promise<void> {
  // Whoever asks to hold something has to be heard before it is let go.
  while (world.isAsked && (await world.step()));
  world.wire.calm();
  world.mail.calm();
  world.simulator.faults.clear();
  for (const shop of world.simulator.shops()) shop.bucket.reduceTo(1);
  for (const process of world.processes) process.disarm();
  const left = world.simulator.shops().filter(({ isAppInstalled }) => !isAppInstalled);
  if (left.length > 0) await letTimeGoBy(world, GONE_AT_LEAST_MS);
  for (const { domain } of left) reinstallApp(world, domain);
  for (const { id: storeId } of world.furnishing.stores)
    world.ask("resume-store", (ctx) => resumeStore(ctx, { storeId }));
  for (const { id: storeId } of world.furnishing.stores)
    world.ask("route-returns", (ctx) => turnRoute(ctx, storeId, false));
}

/** What a person, or a canary, holds is let go, and who is asked to connect a store again does so. */
async function letGo(world: World): Promise<void> {
  await reconnectStores(world);
  const { rows } = await world.database.observer.query<{ id: string }>(
    "SELECT id FROM shopify_upload_batches WHERE paused_at IS NOT NULL AND status IN ('PENDING', 'PROCESSING') ORDER BY id",
  );
  for (const { id: batchId } of rows) world.ask("resume-batch", (ctx) => resumeBatch(ctx, { batchId }));
}

/** Lets time go by in which nobody does anything. */
export async function letTimeGoBy(world: World, forMs: number): Promise<void> {
  const endMs = world.time.nowMs + forMs;
  const stop = world.time.schedule(endMs, () => undefined);
  while (world.time.nowMs < endMs && (await world.step()));
  stop();
}

/** @throws StallError when it does not come to rest. */
export async function runUntilQuiet(world: World): Promise<void> {
  const endMs = world.time.nowMs + CALM_WITHIN_MS;
  while (!(await isQuiet(world))) {
    if (world.isResting) await letGo(world);
    await stepUntilRest(world, endMs);
  }
}

/** At least one step, so that a schedule that rests is woken. */
async function stepUntilRest(world: World, endMs: number): Promise<void> {
  do {
    if (!(await world.step())) throw new StallError("Nothing goes on, and not everything has ended.");
    if (world.time.nowMs > endMs) throw new StallError("It does not come to rest.");
  } while (!world.isResting);
}

const OPEN = `
  SELECT 1 FROM upload_groups WHERE status IN ('PENDING', 'PROCESSING')
  UNION ALL SELECT 1 FROM shopify_upload_batches WHERE status IN ('PENDING', 'PROCESSING')
  UNION ALL SELECT 1 FROM webhook_deliveries WHERE state IN ('WAITING', 'PARKED')
  UNION ALL SELECT 1 FROM reconciliation_runs WHERE status IN ('PENDING', 'RUNNING')
  UNION ALL SELECT 1 FROM inventory_runs WHERE status IN ('PENDING', 'PROCESSING')
  UNION ALL SELECT 1 FROM stock_arrivals LIMIT 1`;

async function isQuiet(world: World): Promise<boolean> {
  if (!world.isResting || world.mail.underWay > 0 || world.awaited > 0) return false;
  const { rows } = await world.database.observer.query({ name: "is-quiet", text: OPEN });
  return rows.length === 0;
}
