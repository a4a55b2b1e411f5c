import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { moveRun, RunLostError, type ClaimedRun } from "./claimed-run.server.ts";
import { recordNeedsPerson } from "./record-needs-person.server.ts";
import { deleteSnapshot } from "./stage-snapshot.server.ts";

/** Kinds that a run looks for itself each time: what is open of them and was not seen this time is no longer so. */
const SEEN_EACH_TIME = ["UNKNOWN_PRODUCT", "DUPLICATE_IDENTITY"] as const;

/** Counts what was found, settles what is no longer so, and forgets what was read. */
export async function completeRun(runtime: Runtime, run: ClaimedRun): Promise<void> {
  const unmatched = run.kind === "ADOPT" ? { unmatched: await countUnmatched(runtime, run) } : {};
  const counts = await inTransaction(runtime.db, async (tx) => {
    await tx.reconciliationFinding.updateMany({
      where: { storeId: run.storeId, state: "OPEN", kind: { in: [...SEEN_EACH_TIME] }, runId: { not: run.id } },
      data: { state: "RESOLVED" },
    });
    await tx.goneBrake.updateMany({
      where: { storeId: run.storeId },
      data: { releasedProducts: 0, releasedVariants: 0 },
    });
    const [found] = await tx.$queryRaw<{ findings: Record<string, Record<string, number>> | null }[]>`
      SELECT jsonb_object_agg(kind, jsonb_build_object('repaired', repaired, 'open', open)) AS findings FROM (
        SELECT kind, count(*) FILTER (WHERE state = 'REPAIRED') AS repaired, count(*) FILTER (WHERE state = 'OPEN') AS open
        FROM reconciliation_findings WHERE run_id = ${run.id}::uuid GROUP BY kind) AS by_kind`;
    const [proposed] = await tx.$queryRaw<{ proposals: Record<string, number> | null }[]>`
      SELECT jsonb_object_agg(state, proposals) AS proposals FROM (
        SELECT state, count(*) AS proposals FROM adoption_proposals WHERE run_id = ${run.id}::uuid GROUP BY state) AS by_state`;
    const findings = found?.findings ?? {};
    await recordNeedsPerson(tx, runtime, run);
    await moveRun(tx, run, {
      findings,
      proposals: { ...proposed?.proposals, ...unmatched },
      status: "COMPLETED",
      endedAt: runtime.clock.now(),
    });
    return findings;
  });
  await deleteSnapshot(runtime.db, run.id);
  runtime.log.info({ storeId: run.storeId, runId: run.id, findings: counts }, "A store was reconciled.");
}

/** Products of the shop that are neither linked nor like any of the catalog. */
async function countUnmatched({ db }: Runtime, run: ClaimedRun): Promise<number> {
  const [counted] = await db.$queryRaw<{ products: number }[]>`
    SELECT count(*)::int AS products FROM shop_snapshot_products shop
    WHERE shop.run_id = ${run.id}::uuid
      AND NOT EXISTS (
        SELECT 1 FROM product_links link
        WHERE link.store_id = ${run.storeId}::uuid AND link.shopify_product_id = shop.shopify_product_id)
      AND NOT EXISTS (
        SELECT 1 FROM adoption_proposals proposal
        WHERE proposal.store_id = ${run.storeId}::uuid AND proposal.shopify_product_id = shop.shopify_product_id)`;
  return counted?.products ?? 0;
}

/** Ends a run that cannot go on, in words for a person. */
export async function failRun(
  runtime: Runtime,
  run: ClaimedRun,
  { code, publicMessage }: { code: string; publicMessage: string },
): Promise<void> {
  try {
    await moveRun(runtime.db, run, {
      status: "FAILED",
      errorCode: code,
      errorMessage: publicMessage,
      endedAt: runtime.clock.now(),
    });
  } catch (error) {
    if (error instanceof RunLostError) return;
    throw error;
  }
  await deleteSnapshot(runtime.db, run.id);
  runtime.log.warn({ storeId: run.storeId, runId: run.id, code }, "A reconciliation failed.");
}
