import { AppError } from "#app/platform/errors.ts";
import { retriesUsedUp } from "../failures/decide-failure.ts";
import type { HeldGroup } from "./claims/claimed-group.ts";
import type { RowResult } from "./settling/settlement.ts";
import type { StoreSession } from "./store/store-session.server.ts";

const CODE = "upload.internal-error";
const RETRY_SECONDS = 5;

/**
 * Ends a try in which the app itself failed: tried again once, and never at the cost of the others of the store. What
 * may have been sent is looked up by the next try. All rows are named, for a commit that failed has ended none of
 * those that the try believes ended; rows that have ended are left alone.
 */
export async function endBrokenGroup(session: StoreSession, group: HeldGroup, error: unknown): Promise<void> {
  const { id: groupId, errorCode, hasRetriesLeft, rows } = group;
  session.runtime.log.error({ err: error, groupId: groupId.toString() }, "A group could not be uploaded.");
  const message = error instanceof AppError ? error.publicMessage : "The app failed at this product.";
  const failure = { category: "UNKNOWN", code: CODE, message, field: null } as const;
  const isSecond = errorCode === CODE;
  const final = isSecond || hasRetriesLeft ? failure : retriesUsedUp(failure);
  await session.settle({
    groupId,
    rows: rows.map(({ id: rowId }): RowResult =>
      isSecond || !hasRetriesLeft ? { rowId, status: "FAILED", failure: final } : { rowId, status: "PENDING" },
    ),
    countsAsFailedTry: true,
    isUnclear: true,
    dueInSeconds: RETRY_SECONDS,
    errorCode: CODE,
  });
}
