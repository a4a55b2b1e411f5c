import { countBatchEnd } from "#app/platform/metrics.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { BatchChange } from "./internal/settling/move-counters.server.ts";
import { isBatchTerminal } from "./transitions.ts";

export type { BatchChange };

/** Says, and counts, which batches changed their status. Call it once that is stored, after the transaction. */
export function logBatchChanges(log: Logger, changes: readonly BatchChange[]): void {
  for (const { id, organizationId, before, after, name: _name, hasMessages: _hasMessages, ...counts } of changes) {
    const fields = { batchId: id, organizationId, before, after, ...counts };
    if (after === "FAILED") log.warn(fields, "A batch changed its status.");
    else log.info(fields, "A batch changed its status.");
    if (isBatchTerminal(after)) countBatchEnd(after);
  }
}
