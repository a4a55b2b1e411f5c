import { markAdopted as mark } from "#app/domain/reconciliation/adoption/mark-adopted.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { markAdopted } from "#jobs/contracts/reconciliation.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { discard, done } from "#jobs/runtime/outcome.ts";

export const handleMarkAdopted: Handler<typeof markAdopted> = async (runtime, { storeId }, signal) => {
  try {
    const { isStopped } = await mark(runtime, { storeId }, signal);
    if (isStopped) await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, markAdopted, { storeId }));
    return done;
  } catch (error) {
    // The run that follows the store's return finds what is still to be marked.
    if (error instanceof AppError && error.remedy.kind === "reconnect-store") return discard(error.publicMessage);
    throw error;
  }
};
