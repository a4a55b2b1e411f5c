import { setTimeout as sleep } from "node:timers/promises";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { ImportSummary } from "#app/domain/catalog/import-catalog.server.ts";
import type { Context } from "#app/domain/context.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";

const LOOK_AGAIN_MS = 200;
const GIVE_UP_MS = 15 * 60_000;

export interface DemoSummary {
  batches: number;
  rows: number;
  success: number;
  failed: number;
  skipped: number;
  products: number;
  variants: number;
  rejected: number;
  warnings: number;
  ledgerDifferences: number;
  seconds: number;
}

const all = (counts: { created: number; updated: number; unchanged: number }) =>
  counts.created + counts.updated + counts.unchanged;

/** Approves everything as often as asked, waits until the batches have ended, and compares with the shops. */
export async function runOnce(
  ctx: Context,
  simulator: Simulator,
  imported: ImportSummary,
  { repeat, startedAtMs, say }: { repeat: number; startedAtMs: number; say: (line: string) => void },
): Promise<{ summary: DemoSummary; differences: string[] }> {
  for (let run = 1; run <= repeat; run += 1) {
    const { batchId } = await approveProducts(ctx, {
      selection: { kind: "filter", filter: {} },
      name: `Demo upload ${run}`,
    });
    await untilEnded(ctx, batchId, say);
  }
  const batches = await ctx.db.shopifyUploadBatch.findMany({ where: { organizationId: ctx.organizationId } });
  const sum = (pick: (batch: (typeof batches)[number]) => number) =>
    batches.reduce((total, batch) => total + pick(batch), 0);
  const differences = await compareWithLedger(ctx.db, simulator);
  return {
    differences,
    summary: {
      batches: batches.length,
      rows: sum((batch) => batch.rowsTotal),
      success: sum((batch) => batch.rowsSucceeded),
      failed: sum((batch) => batch.rowsFailed),
      skipped: sum((batch) => batch.rowsSkipped),
      products: all(imported.products),
      variants: all(imported.variants),
      rejected: imported.rejectedLines,
      warnings: imported.warnings,
      ledgerDifferences: differences.length,
      seconds: Number(((Date.now() - startedAtMs) / 1000).toFixed(1)),
    },
  };
}

async function untilEnded(ctx: Context, batchId: string, say: (line: string) => void): Promise<void> {
  const giveUpAtMs = Date.now() + GIVE_UP_MS;
  let shown = "";
  for (;;) {
    const batch = await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
    const ended = batch.rowsSucceeded + batch.rowsFailed + batch.rowsSkipped + batch.rowsCancelled;
    const line = `${batch.name}: ${batch.status}, ${ended} of ${batch.rowsTotal} rows ended, ${batch.rowsFailed} failed`;
    if (line !== shown) say(line);
    shown = line;
    if (isBatchTerminal(batch.status)) return;
    if (Date.now() > giveUpAtMs) throw new Error("The batch did not end in 15 minutes.");
    await sleep(LOOK_AGAIN_MS);
  }
}
