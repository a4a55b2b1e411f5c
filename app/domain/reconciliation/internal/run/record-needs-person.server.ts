import type { Runtime } from "#app/domain/context.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import type { ClaimedRun } from "./claimed-run.server.ts";

/** Tells people of what a run, or news since the run before, left for them to decide. What was told once is not told again. */
export async function recordNeedsPerson(tx: Tx, { queue }: Pick<Runtime, "queue">, run: ClaimedRun): Promise<void> {
  const { id, organizationId, storeId } = run;
  const [opened] = await tx.$queryRaw<{ findings: number }[]>`
    SELECT count(*)::int AS findings FROM reconciliation_findings
    WHERE store_id = ${storeId}::uuid AND state = 'OPEN' AND created_at > coalesce((
      SELECT max(ended_at) FROM reconciliation_runs WHERE store_id = ${storeId}::uuid AND status = 'COMPLETED'), '-infinity')`;
  const findings = opened?.findings ?? 0;
  if (findings === 0) return;
  await recordEvent(tx, queue, {
    organizationId,
    kind: "reconciliation.needs-person",
    key: `reconciliation/${id}`,
    storeIds: [storeId],
    subject: { type: "reconciliation-run", id },
    details: { findings },
  });
}
