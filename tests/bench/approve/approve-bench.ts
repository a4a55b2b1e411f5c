import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { median, ofRuns, percentile, round } from "../statistics.ts";
import {
  measureLargeApproval,
  measureSmallApproval,
  type ApprovalTimes,
  type LargeApprovalTimes,
} from "./approval-rounds.ts";
import { openApprovalWorld, type ApprovalWorld, type ApprovingOrganization } from "./approval-world.ts";
import { openBareInsert } from "./bare-insert.ts";
import { VARIANTS_PER_PRODUCT } from "./fill-catalog.ts";

const SMALL_SHOP = "bench-small.myshopify.com";
const SMALL_SIZES = [1, 3, 10, 30, 60, 100];
/** Approved before anything is measured: a process that answers its first request is not what a caller usually meets. */
const WARM_UP_SIZES = [1, 10];

interface Measurements {
  readonly small: ApprovalTimes[];
  readonly large: LargeApprovalTimes[];
  readonly wrong: string[];
}

/** Approves whole catalogs and handfuls of variants over HTTP, with real processes, and times what follows. */
export const approveBench = defineBench({
  name: "approve",
  summary: "approves catalogs of N variants by a filter, and small selections by ids, over HTTP",
  options: {
    variants: wholeNumber("variants of each large approval", { byDefault: 20_000, least: 501, most: 1_000_000 }),
    rounds: wholeNumber("large approvals, each of an organization of its own", { byDefault: 5, least: 1, most: 20 }),
  },
  prints: {
    variants: "variants of each large approval, three per product",
    approvals: "how many approvals were measured, large and small",
    answerMsP95: "request to answer, over all approvals: 95 % are not slower",
    largeAnswerMs: "the same of the large approvals: median",
    smallAnswerMs: "the same of approvals of 1 to 100 variants: median",
    secondsToLastRow: "request to the last row of the large approvals: median",
    bareInsertSeconds: "the same rows by a bare INSERT ... SELECT: median",
    ratio: "secondsToLastRow / bareInsertSeconds",
    firstCallMsP95: "answer to the first call that creates a product, over all approvals",
    largeFirstCallMs: "the same of the large approvals, to stores that are new: median",
    smallFirstCallMs: "the same of the small approvals: median",
  },
  async run({ variants, rounds }, run) {
    const largeShops = Array.from({ length: rounds }, (_, number) => `bench-large-${number + 1}.myshopify.com`);
    const world = await openApprovalWorld(run, [
      { domain: SMALL_SHOP, plan: "plus" },
      ...largeShops.map((domain) => ({ domain, plan: "standard" as const })),
    ]);
    const calibration = await calibrate(world.rig.databaseUrl);
    run.say(`Filling ${rounds} catalogs of ${variants.toLocaleString("en-US")} variants …`);
    const large: ApprovingOrganization[] = [];
    for (const shop of largeShops) large.push(await world.addOrganization(shop, variants));
    const measured = await measureRounds(run, world, large, variants);
    return { figures: { variants, ...figuresOf(measured), calibration }, wrong: measured.wrong };
  },
});

async function measureRounds(
  run: BenchRun,
  world: ApprovalWorld,
  organizations: readonly ApprovingOrganization[],
  variants: number,
): Promise<Measurements> {
  const measured: Measurements = { small: [], large: [], wrong: [] };
  const sizes = [...WARM_UP_SIZES, ...organizations.flatMap(() => SMALL_SIZES)];
  const small = await world.addOrganization(
    SMALL_SHOP,
    sizes.reduce((sum, size) => sum + catalogPart(size), 0),
  );
  const selections = await selectVariants(world, small, sizes);
  for (const variantIds of selections.splice(0, WARM_UP_SIZES.length)) {
    measured.wrong.push(...(await measureSmallApproval(world, small, variantIds)).wrong);
  }
  await openBareInsert(world.client);
  for (const [index, organization] of organizations.entries()) {
    for (const variantIds of selections.splice(0, SMALL_SIZES.length)) {
      const { times, wrong } = await measureSmallApproval(world, small, variantIds);
      measured.small.push(times);
      measured.wrong.push(...wrong);
      run.say(
        `  ${variantIds.length} variants: answer ${round(times.answerMs)} ms, first call ${round(times.firstCallMs)} ms`,
      );
    }
    const { times, wrong } = await measureLargeApproval(world, organization, variants);
    measured.large.push(times);
    measured.wrong.push(...wrong);
    run.say(
      `Round ${index + 1} of ${organizations.length}: answer ${round(times.answerMs)} ms, first call ${round(times.firstCallMs)} ms, ` +
        `last row ${round(times.secondsToLastRow)} s, bare insert ${round(times.bareInsertSeconds)} s`,
    );
  }
  for (const shop of world.rig.simulator.shops()) {
    for (const { identity } of shop.ledger.duplicatesByIdentity())
      measured.wrong.push(`${shop.domain}: the product ${identity} was created twice.`);
  }
  return measured;
}

/** Whole products: a later selection must not add variants to a product that an earlier one has created. */
const catalogPart = (size: number) => Math.ceil(size / VARIANTS_PER_PRODUCT) * VARIANTS_PER_PRODUCT;

async function selectVariants(
  { client }: ApprovalWorld,
  { ctx }: ApprovingOrganization,
  sizes: readonly number[],
): Promise<string[][]> {
  const found = await client.query<{ id: string }>(
    "SELECT id FROM variants WHERE organization_id = $1 ORDER BY product_id, position",
    [ctx.organizationId],
  );
  const ids = found.rows.map((row) => row.id);
  return sizes.map((size) => ids.splice(0, catalogPart(size)).slice(0, size));
}

function figuresOf({ small, large }: Measurements) {
  const all = [...small, ...large];
  const lastRow = large.map((times) => times.secondsToLastRow);
  const bareInsert = large.map((times) => times.bareInsertSeconds);
  const ratios = large.map((times) => times.secondsToLastRow / times.bareInsertSeconds);
  return {
    approvals: { large: large.length, small: small.length },
    answerMsP95: round(
      percentile(
        all.map((times) => times.answerMs),
        95,
      ),
    ),
    ...ofRuns(
      "largeAnswerMs",
      large.map((times) => times.answerMs),
    ),
    ...ofRuns(
      "smallAnswerMs",
      small.map((times) => times.answerMs),
    ),
    ...ofRuns("secondsToLastRow", lastRow),
    ...ofRuns("bareInsertSeconds", bareInsert),
    ...ofRuns("ratio", ratios),
    ratio: round(median(lastRow) / median(bareInsert)),
    firstCallMsP95: round(
      percentile(
        all.map((times) => times.firstCallMs),
        95,
      ),
    ),
    ...ofRuns(
      "largeFirstCallMs",
      large.map((times) => times.firstCallMs),
    ),
    ...ofRuns(
      "smallFirstCallMs",
      small.map((times) => times.firstCallMs),
    ),
  };
}
