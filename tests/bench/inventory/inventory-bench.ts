import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { round } from "../statistics.ts";
import { breakItems } from "./bad-items.ts";
import {
  countStock,
  differences,
  openInventoryWorld,
  readCounts,
  readShop,
  type InventoryWorld,
} from "./inventory-world.ts";
import { fillBucket, measureSync } from "./measure-sync.ts";
import { raceWithOrders } from "./order-race.ts";

const LEVELS_PER_CALL = 250;
const POINTS_PER_CALL = 10;

/** What Shopify takes for a write and for a read. */
const LATENCY = { mutationMs: 200, queryMs: 70 };

const RACE_SECONDS = 15;

/** Sets the stock of a whole shop on the smallest plan, beside the least that its points allow. */
export const inventoryBench = defineBench({
  name: "inventory",
  summary:
    "sets the stock of N levels of one shop: all, nothing, with items that Shopify refuses, and while orders come in",
  options: {
    levels: wholeNumber("levels of the shop", { byDefault: 100_000, least: 500, most: 1_000_000 }),
    bad: wholeNumber("items that the shop does not have any more", { byDefault: 10, least: 0, most: 100 }),
  },
  prints: {
    levels: "levels that are set; bad: items of them that the shop does not have any more",
    seconds: "from the commit of the request to the end of the run that sets all levels",
    boundSeconds: "(10 points for every 250 levels - bucket at start) / restore rate; absent below 10 s",
    ratio: "seconds / boundSeconds",
    calls: "calls that set stock in that run; callsLeast: the least that the levels need",
    secondRunWrites: "calls that the same run makes right afterwards",
    quarantined:
      "levels in quarantine after a run with the bad items; rightWithBadItems: levels that are right after it",
    drift:
      "levels of which the shop has something else than it shall have, after the runs and races, the bad ones left out",
    races:
      "runs while orders come in, in both modes: orders, stale: calls refused for a level that had changed, and drift",
  },
  async run({ levels, bad }, run) {
    const world = await openInventoryWorld(run, levels);
    const calibration = await calibrate(world.world.databaseUrl);
    await world.world.startWorkers(1, 1);
    await world.world.simulator.setLatency(LATENCY);
    const wrong: string[] = [];
    const first = await measureAll(world, run, levels, wrong);
    const badItems = await measureBad(world, run, { levels, bad }, wrong);
    const races = [];
    for (const mode of ["UPSTREAM_COUNTS_ORDERS", "SHOPIFY_COUNTS_ORDERS"] as const) {
      run.say(`Setting all levels while orders come in, ${mode} …`);
      const race = await raceWithOrders(world, run, { mode, seconds: RACE_SECONDS, leaveOut: badItems.items });
      if (race.drift > 0) wrong.push(`${mode}: ${race.drift} levels are not what they shall be.`);
      if (race.orders === 0 || race.stale === 0) wrong.push(`${mode}: no order came in between.`);
      races.push(race);
    }
    const drift = races.reduce((sum, race) => sum + race.drift, first.drift);
    const { quarantined, rightWithBadItems } = badItems;
    const { drift: _drift, ...figures } = first;
    return { figures: { levels, bad, ...figures, quarantined, rightWithBadItems, drift, races, calibration }, wrong };
  },
});

async function measureAll(world: InventoryWorld, run: BenchRun, levels: number, wrong: string[]) {
  const say = (line: string) => run.say(line);
  await countStock(world, 1);
  const callsLeast = Math.ceil(levels / LEVELS_PER_CALL);
  const { atStart, rate } = await fillBucket(world);
  say("Setting all levels; the plan is standard …");
  const first = await measureSync(world, say);
  const bound = Math.max(0, (callsLeast * POINTS_PER_CALL - atStart) / rate);
  say(`${round(first.seconds)} s, and ${round(bound)} s is the bound.`);
  const drift = differences(await readCounts(world), await readShop(world));
  if (drift > 0) wrong.push(`${drift} levels are not what they shall be after the first run.`);
  if (first.run.rows.succeeded !== levels) wrong.push(`${first.run.rows.succeeded} of ${levels} rows succeeded.`);
  const second = await measureSync(world, say);
  if (second.run.callsMade > 0) wrong.push(`The second run made ${second.run.callsMade} calls.`);
  return {
    seconds: round(first.seconds),
    ...(bound < 10 ? {} : { boundSeconds: round(bound), ratio: round(first.seconds / bound) }),
    calls: first.run.callsMade,
    callsLeast,
    secondRunWrites: second.run.callsMade,
    drift,
  };
}

async function measureBad(
  world: InventoryWorld,
  run: BenchRun,
  { levels, bad }: { levels: number; bad: number },
  wrong: string[],
) {
  run.say(`Setting all levels, ${bad} of them of items that are gone …`);
  const items = await breakItems(world, bad);
  await countStock(world, 2);
  const { run: sync } = await measureSync(world, (line) => run.say(line));
  const wanted = await readCounts(world);
  for (const item of items) wanted.delete(item);
  const notRight = differences(wanted, await readShop(world));
  const quarantined = await world.organization.ctx.db.quarantinedLevel.count({
    where: { storeId: world.storeId, releasedAt: null },
  });
  const rightWithBadItems = wanted.size - notRight;
  if (quarantined !== bad) wrong.push(`${quarantined} levels are in quarantine, and ${bad} items are gone.`);
  if (rightWithBadItems !== levels - bad) wrong.push(`${rightWithBadItems} of ${levels - bad} good levels are right.`);
  if (sync.rows.failed > 0) wrong.push(`${sync.rows.failed} rows failed.`);
  return { items, quarantined, rightWithBadItems };
}
