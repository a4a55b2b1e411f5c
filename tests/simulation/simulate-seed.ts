import { StallError } from "./chance/scheduler.ts";
import { patchGlobals } from "./chance/patched-globals.ts";
import type { SimulationDatabase } from "./database/simulation-database.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { approve, retry } from "./events/staff-events.ts";
import type { SimulatedEvent } from "./events/event.ts";
import { refuseWrites } from "./events/network-events.ts";
import { events } from "./events/registry.ts";
import { checkEnd } from "./invariants/end-invariants.ts";
import { checkLinks } from "./invariants/link-invariants.ts";
import { checkShops } from "./invariants/shop-invariants.ts";
import { checkStock } from "./invariants/stock-invariants.ts";
import { checkStored } from "./invariants/stored-invariants.ts";
import type { PlantedBug } from "./planted/planted-bug.ts";
import { calmDown, letTimeGoBy, runUntilQuiet } from "./world/calming.ts";
import { listenToFailpoints } from "./world/process.ts";
import { wordsOf } from "./world/watched-log.ts";
import { SWEEP_EVERY_MS, World } from "./world/world.ts";

export interface SeedOptions {
  readonly seed: number;
  readonly database: SimulationDatabase;
  readonly bug?: PlantedBug;
}

export interface SeedResult {
  readonly seed: number;
  /** What must not have happened; empty when the seed is clean. */
  readonly violations: readonly string[];
  /** The same for the same seed. */
  readonly digest: string;
  readonly trace: readonly string[];
  readonly steps: number;
  readonly virtualSeconds: number;
  readonly events: ReadonlyMap<string, number>;
  /** With a planted bug: whether it changed anything of the product. */
  readonly isPlanted: boolean;
}

/** What is closer together than clocks may differ is left to the next look. */
const CLOCKS_DIFFER_MS = 15_000;
/** Share of the runs in which rows fail from the beginning, so that there is something to retry. */
const REFUSED_SHARE = 0.4;
const EVENTS = { least: 8, most: 18 };
/** So often what has failed is tried again in the end. */
const LAST_RETRIES = 2;
const STEPS_TO_FAIL = 300;
/** Things that happen between two events: now hardly any, so that events meet, now many, so that work gets done. */
const BETWEEN = [2, 10, 40, 120] as const;
/** Real time after which a run is given up, saying what it waits for. A run takes about a second. */
const PATIENCE_MS = 60_000;
const PATIENCE_TO_END_MS = 20_000;

/** Plays one seed from the beginning to the quiet end, and says what must not have happened. */
export async function simulateSeed({ seed, database, bug }: SeedOptions): Promise<SeedResult> {
  await database.empty();
  const opened = bug?.open(database) ?? null;
  const world = new World({ seed, database, bug: opened });
  const restore = patchGlobals(world.time, world.dice);
  const deafen = listenToFailpoints();
  const startMs = world.time.nowMs;
  try {
    await within(PATIENCE_MS, world, play(world));
  } catch (error) {
    const isStalled = error instanceof StallError;
    world.report(isStalled ? `${error.message} Open: ${world.open.join("; ") || "nothing"}` : wordsOf(error));
    if (isStalled) await database.renew();
  }
  await within(PATIENCE_TO_END_MS, world, world.end()).catch((error: unknown) => world.report(wordsOf(error)));
  deafen();
  restore();
  return {
    seed,
    violations: world.violations,
    digest: world.trace.digest(),
    trace: world.trace.lines,
    steps: world.scheduler.steps,
    virtualSeconds: (world.time.nowMs - startMs) / 1000,
    events: world.memory.happened,
    isPlanted: opened?.isPlanted() ?? false,
  };
}

/** @throws {StallError} when it takes longer, whatever it hangs at: a run has to end, and to say what is open. */
async function within(patienceMs: number, world: World, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new StallError(`It took more than ${patienceMs / 1000} s.`);
    world.giveUp(error);
    late.reject(error);
  }, patienceMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function play(world: World): Promise<void> {
  await world.furnish();
  const { dice } = world;
  if (dice.chance(REFUSED_SHARE)) refuseWrites(world, "productSet");
  approve(world, world.furnishing.productIds);
  for (let left = dice.between(EVENTS.least, EVENTS.most); left > 0; left -= 1) {
    await letHappen(world, () => dice.weighted(events));
    if (world.violations.length > 0) return;
  }
  // Most rows have failed only when all that can go on has: they are tried again while everything may still go wrong.
  for (let left = LAST_RETRIES; left > 0; left -= 1) {
    for (let steps = STEPS_TO_FAIL; steps > 0 && (await world.step()) && !world.isResting; steps -= 1);
    await letHappen(world, () => retry);
    if (world.violations.length > 0) return;
  }
  await calmDown(world);
  for (const finish of [beQuiet, reconcileAll, tellTheRest, approveOnceMore, syncStock, sweepOnceMore]) {
    await finish(world);
    await runUntilQuiet(world);
    await check(world);
    if (world.violations.length > 0) return;
    if (finish !== beQuiet) await checkLinks(world);
  }
  await checkEnd(world);
  await checkStock(world);
}

async function letHappen(world: World, chooseEvent: () => SimulatedEvent): Promise<void> {
  for (let steps = world.dice.pick(BETWEEN); steps > 0 && (await world.step()) && !world.isResting; steps -= 1);
  const event = chooseEvent();
  const done = await event.happen(world);
  if (done !== null) world.memory.note(event.name);
  world.trace.add(`${world.time.nowMs} * ${event.name}: ${done ?? "nothing to do it to"}`);
  await check(world);
}

const beQuiet = () => Promise.resolve();

/** Whatever was told late, twice or never: one look at each shop has to be enough. */
async function reconcileAll(world: World): Promise<void> {
  await letTimeGoBy(world, CLOCKS_DIFFER_MS);
  for (const { id: storeId } of world.furnishing.stores)
    world.ask("reconcile", (ctx) => requestReconciliation(ctx, { storeId }));
}

/** News from long ago come now, when everything is known. */
async function tellTheRest(world: World): Promise<void> {
  world.mail.tellTheRest();
}

async function syncStock(world: World): Promise<void> {
  if (!world.shape.hasStock) return;
  for (const { id: storeId } of world.furnishing.stores)
    world.ask("stock-sync", (ctx) => requestStockSync(ctx, { storeId, isShopRead: true }));
}

/** What only the schedule brings to an end has had its chance. */
const sweepOnceMore = (world: World): Promise<void> => letTimeGoBy(world, SWEEP_EVERY_MS);

async function check(world: World): Promise<void> {
  await checkStored(world);
  await checkShops(world);
}

/** Everything changes and is approved again: whatever went wrong before, now it has to come right. */
async function approveOnceMore(world: World): Promise<void> {
  await world.database.observer.query("UPDATE variants SET price = price + 1");
  approve(world, world.furnishing.productIds);
}
