import type { ProductProcess } from "#tests/rig/processes.ts";
import type { Figure } from "../../bench.ts";
import { median, ofRuns, round } from "../../statistics.ts";
import { compareBare } from "./bare-comparison.ts";
import { measureApproval } from "../measure-approval.ts";
import { figuresOfStores, measureStore } from "../upload-figures.ts";
import type { UploadOrganization, UploadWorld } from "../upload-world.ts";

const ROUNDS = 3;

export interface UnchangedMeasurement {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly wrong: readonly string[];
}

/**
 * Approves everything again although the shops have it, by turns with the bare comparison, and takes the median of the
 * rounds. `seconds` is here to the completion of the batch: rows that are skipped end when they are planned, and their
 * time is that of their slice's beginning.
 */
export async function measureUnchanged(
  world: UploadWorld,
  { organization, workers }: { organization: UploadOrganization; workers: readonly ProductProcess[] },
  { variants, say }: { variants: number; say: (line: string) => void },
): Promise<UnchangedMeasurement> {
  const { organizationId } = organization.ctx;
  const ours: number[] = [];
  const bare: number[] = [];
  const wrong: string[] = [];
  let last: Readonly<Record<string, Figure>> = {};
  let failed = 0;
  for (let number = 1; number <= ROUNDS; number += 1) {
    const compared = await compareBare(world.client, organizationId);
    if (compared.unchanged !== variants)
      wrong.push(`The bare comparison finds ${compared.unchanged} of ${variants} variants unchanged.`);
    const measured = await measureApproval(world, { organization, workers }, say);
    bare.push(compared.seconds);
    ours.push((measured.completedAtMs - measured.approvedAtMs) / 1_000);
    const skipped = measured.stores.reduce((sum, end) => sum + end.skippedRows, 0);
    failed += measured.stores.reduce((sum, end) => sum + end.failedRows, 0);
    if (skipped !== variants) wrong.push(`Round ${number}: ${skipped} of ${variants} rows were skipped as unchanged.`);
    const stores = measured.stores.map((end) =>
      measureStore(measured, end, { minimalPoints: 0, budget: { atStart: 0, restoreRate: 1 } }),
    );
    last = figuresOfStores(stores);
    if (last["calls"] !== 0) wrong.push(`Round ${number}: ${JSON.stringify(last["calls"])} calls were made.`);
    say(`Round ${number}: ${round(ours.at(-1) ?? 0)} s, the bare comparison ${round(compared.seconds)} s`);
    if (measured.peakMemoryMb !== null) last = { ...last, peakMemoryMb: round(measured.peakMemoryMb) };
  }
  const figures = {
    ...last,
    failed,
    duplicates: 0,
    ...ofRuns("seconds", ours),
    ...ofRuns("bareComparisonSeconds", bare),
    ratioToBare: round(median(ours) / median(bare)),
  };
  return { figures, wrong };
}
