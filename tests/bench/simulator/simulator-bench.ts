import { z } from "zod";
import { openBenchDatabase } from "../bench-database.ts";
import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { ofRuns, round } from "../statistics.ts";
import { serveSimulator } from "./http-calls.ts";
import { canPin, runPinned } from "./own-process.ts";
import { VARIANTS_PER_PRODUCT } from "./product-calls.ts";

const SCRIPT = "tests/bench/simulator/measured-process.ts";
const NAMED_SIZE = 100_000;

const timed = z.object({ seconds: z.number(), products: z.int() });
const held = z.object({ residentMb: z.number(), heapMb: z.number(), products: z.int(), variants: z.int() });

/** Times the simulator's creates, and weighs a process that holds many products. */
export const simulatorBench = defineBench({
  name: "simulator",
  summary: "creates products of three variants in the simulator, on one core and without latency, and weighs them",
  options: {
    calls: wholeNumber("creates of each round", { byDefault: 5_000, least: 100, most: 1_000_000 }),
    rounds: wholeNumber("rounds, over HTTP and in the process by turns", { byDefault: 5, least: 1, most: 50 }),
    products: wholeNumber("products that the weighed processes hold", {
      byDefault: NAMED_SIZE,
      least: 1_000,
      most: 1_000_000,
    }),
  },
  prints: {
    callsPerSecond: "creates a second of `npm run simulator` over HTTP: the figure, median of the rounds",
    callsPerSecondInProcess: "the same through the simulator's fetch, one after the other: median of the rounds",
    memoryMbAt100000Products: "resident memory of a process that holds 100,000 products, full ledger",
    memoryMbAt100000ProductsHashes: "the same with a ledger that keeps hashes only",
    products: "products that the weighed processes hold",
    variants: "variants that they hold",
    memoryMb: "resident memory with the full ledger; memoryMbHashes: with hashes only",
    heapMb: "of which live objects, full ledger; heapMbHashes: with hashes only",
    cores: "1 where the measured processes were kept on one core; absent where that is not possible",
  },
  async run({ calls, rounds, products }, run) {
    const calibration = await calibrate(await openBenchDatabase(run.parts, "bench-simulator"));
    const speed = await measureSpeed(run, calls, rounds);
    const full = await weigh(run, products, "full");
    const hashes = await weigh(run, products, "hashes");
    const named =
      products === NAMED_SIZE
        ? {
            memoryMbAt100000Products: round(full.residentMb),
            memoryMbAt100000ProductsHashes: round(hashes.residentMb),
          }
        : {};
    return {
      figures: {
        ...ofRuns("callsPerSecond", speed.overHttp),
        ...ofRuns("callsPerSecondInProcess", speed.inProcess),
        ...named,
        products,
        variants: full.variants,
        memoryMb: round(full.residentMb),
        memoryMbHashes: round(hashes.residentMb),
        heapMb: round(full.heapMb),
        heapMbHashes: round(hashes.heapMb),
        ...(canPin() ? { cores: 1 } : {}),
        calibration,
      },
      wrong: [...speed.wrong, ...faultsOfWeight(products, full, "full"), ...faultsOfWeight(products, hashes, "hashes")],
    };
  },
});

async function measureSpeed(run: BenchRun, calls: number, rounds: number) {
  const overHttp: number[] = [];
  const inProcess: number[] = [];
  const wrong: string[] = [];
  const served = await serveSimulator(run.parts);
  for (let number = 1; number <= rounds; number += 1) {
    overHttp.push(calls / (await served.create(calls)));
    const { seconds, products } = await runPinned(run.parts, timed, SCRIPT, ["calls", String(calls)]);
    inProcess.push(products / seconds);
    if (products !== calls) wrong.push(`In the process ${calls} creates made ${products} products.`);
    run.say(
      `Round ${number}: ${round(overHttp.at(-1) ?? 0)} a second over HTTP, ${round(inProcess.at(-1) ?? 0)} in it.`,
    );
  }
  const created = await served.created();
  if (created.products !== calls * rounds || created.duplicates !== 0) {
    wrong.push(`Over HTTP ${calls * rounds} creates made ${created.products} products, ${created.duplicates} doubled.`);
  }
  return { overHttp, inProcess, wrong };
}

async function weigh(run: BenchRun, products: number, ledger: string): Promise<z.output<typeof held>> {
  const weighed = await runPinned(run.parts, held, SCRIPT, ["--expose-gc", "memory", String(products), ledger]);
  run.say(`${products.toLocaleString("en-US")} products, ledger "${ledger}": ${round(weighed.residentMb)} MB.`);
  return weighed;
}

function faultsOfWeight(products: number, weighed: z.output<typeof held>, ledger: string): string[] {
  if (weighed.products === products && weighed.variants === products * VARIANTS_PER_PRODUCT) return [];
  return [
    `The process with the ledger "${ledger}" holds ${weighed.products} products and ${weighed.variants} variants.`,
  ];
}
