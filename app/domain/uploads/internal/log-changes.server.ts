import type { Logger } from "#app/platform/logger.server.ts";
import type { BatchChange } from "./move-counters.server.ts";

/** Says which batches changed their status, once that is stored. */
export function logBatchChanges(log: Logger, changes: readonly BatchChange[]): void {
  for (const { id, organizationId, before, after, ...counts } of changes) {
    const fields = { batchId: id, organizationId, before, after, ...counts };
    if (after === "FAILED") log.warn(fields, "A batch changed its status.");
    else log.info(fields, "A batch changed its status.");
  }
}
