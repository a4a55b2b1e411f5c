import { countRow } from "#app/platform/metrics.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { logBatchChanges } from "../../log-batch-changes.server.ts";
import type { BatchChange } from "./move-counters.server.ts";
import type { CanaryEnd } from "./settle-canaries.server.ts";
import type { Consequences, HeldGroup } from "./settle-consequences.server.ts";
import type { Settlement } from "./settlement.ts";

/** What one transaction has settled. */
export interface Settled extends Consequences {
  held: readonly HeldGroup[];
  settlements: readonly Settlement[];
  changes: readonly BatchChange[];
  /** Moves of counters that are still to be taken in. */
  postponed: readonly bigint[];
}

export function announceCanaries(log: Logger, canaries: readonly CanaryEnd[]): void {
  for (const { batchId, state, succeeded, failed } of canaries) {
    if (state === "PASSED") log.info({ batchId, succeeded, failed }, "A canary passed and its batch goes on.");
    else log.warn({ batchId, succeeded, failed }, "A canary failed and its batch was paused.");
  }
}

/** Says what was settled, once it is stored: each group for who looks closely, batches and stores for everybody. */
export function announceSettled(log: Logger, { held, settlements, changes, canaries, parking }: Settled): void {
  const groups = new Map(held.map((group) => [group.id, group]));
  for (const settlement of settlements) {
    const { groupId, attempt, rows, errorCode, dueInSeconds } = settlement;
    const group = groups.get(groupId);
    const statuses = new Map<string, number>();
    for (const row of rows) {
      statuses.set(row.status, (statuses.get(row.status) ?? 0) + 1);
      if (row.status === "FAILED") countRow(row.status, row.failure.category);
      else if (row.status === "SUCCESS") countRow(row.status, "none");
    }
    log.debug(
      {
        batchId: group?.batch_id,
        storeId: group?.store_id,
        groupId: String(groupId),
        rows: Object.fromEntries(statuses),
        ...(attempt === undefined
          ? {}
          : {
              attemptId: String(attempt.attemptId),
              outcome: attempt.outcome,
              cost: attempt.costPoints,
              requestId: attempt.requestId,
            }),
        ...(errorCode === undefined ? {} : { code: errorCode }),
        ...(dueInSeconds === undefined ? {} : { dueInSeconds }),
      },
      "A group was settled.",
    );
  }
  logBatchChanges(log, changes);
  announceCanaries(log, canaries);
  if (parking?.parkedUntil)
    log.warn({ ...parking }, "A store met its daily limit of new variants, and what needs some was parked.");
  else if (parking) log.info({ storeId: parking.storeId }, "A store makes new variants again.");
}
