import { AppError } from "#app/platform/errors.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { StoreClosedError } from "./steps/end-try.server.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";

/** Whether an error is about the store, the claim or the database, and not about the one group at which it came up. */
export function concernsStore(error: unknown): boolean {
  if (error instanceof CallsEndedError || error instanceof StoreClosedError || isPassingDatabaseFault(error))
    return true;
  return error instanceof AppError && error.remedy.kind === "reconnect-store";
}
