import { randomUUID } from "node:crypto";
import type { Prisma, ReconciliationKind, ReconciliationStep } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";

/** A run that this worker holds, as it stood at its last commit. */
export interface ClaimedRun {
  id: string;
  organizationId: string;
  storeId: string;
  kind: ReconciliationKind;
  step: ReconciliationStep;
  cursor: string | null;
  claimToken: string;
  bulkOperationId: string | null;
  bulkStarts: number;
  snapshotAt: Date | null;
  linesTotal: bigint | null;
  linesStaged: bigint;
}

/** Another worker has taken the run over, or it was ended: nothing more of it may be stored. */
export class RunLostError extends Error {
  override readonly name = "RunLostError";
}

const shown = {
  id: true,
  organizationId: true,
  storeId: true,
  kind: true,
  step: true,
  cursor: true,
  bulkOperationId: true,
  bulkStarts: true,
  snapshotAt: true,
  linesTotal: true,
  linesStaged: true,
} satisfies Prisma.ReconciliationRunSelect;

/** Takes the store's open run, also from a worker that has it: what that one still wants to commit is refused. */
export async function claimRun(db: Db, storeId: string, now: Date): Promise<ClaimedRun | null> {
  const claimToken = randomUUID();
  const [run] = await db.reconciliationRun.updateManyAndReturn({
    where: { storeId, status: { in: ["PENDING", "RUNNING"] } },
    data: { status: "RUNNING", claimToken },
    select: { ...shown, startedAt: true },
  });
  if (!run) return null;
  if (run.startedAt === null)
    await db.reconciliationRun.updateMany({ where: { id: run.id }, data: { startedAt: now } });
  const { startedAt: _, ...claimed } = run;
  return { ...claimed, claimToken };
}

/** Commits where a run has come to. @throws {RunLostError} when the claim is gone; the caller's transaction is undone. */
export async function moveRun(
  db: Db,
  run: ClaimedRun,
  changes: Prisma.ReconciliationRunUncheckedUpdateManyInput,
): Promise<ClaimedRun> {
  const [moved] = await db.reconciliationRun.updateManyAndReturn({
    where: { id: run.id, claimToken: run.claimToken, status: "RUNNING" },
    data: changes,
    select: shown,
  });
  if (!moved) throw new RunLostError("The run was taken over or ended.");
  return { ...moved, claimToken: run.claimToken };
}

/** The moment from which on the shop was read. */
export function snapshotAtOf(run: ClaimedRun): Date {
  if (run.snapshotAt === null) throw new Error(`Run ${run.id} has come to ${run.step} without a snapshot.`);
  return run.snapshotAt;
}
