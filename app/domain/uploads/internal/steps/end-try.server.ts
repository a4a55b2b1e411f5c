import {
  DailyVariantLimitError,
  IdentityDefinitionMissingError,
  MissingScopeError,
  StoreAccessError,
  type ShopifyError,
} from "#app/shopify/errors.ts";
import { failureFromShopifyError, type RowFailure } from "../../decide-failure.ts";
import type { AttemptResult, Settlement } from "../settlement.ts";
import { AUTOMATIC_TRIES, retryDelaySeconds } from "../../upload-limits.ts";
import type { GroupWork } from "./group-work.ts";
import type { StoreSession } from "../store-session.server.ts";
import type { UploadStep } from "../write-intents.server.ts";

/** The store lets no more calls through: its worker stops, and its groups wait for the reconnection. */
export class StoreClosedError extends Error {
  override readonly name = "StoreClosedError";
}

const isRead = (step: UploadStep): boolean => step === "LOOK_UP" || step === "READ_BACK";

/** How long a store that has reached its daily limit of new variants is left in peace. */
const DAILY_LIMIT_PAUSE_SECONDS = 3600;

/**
 * Ends a try whose call brought an error instead of an answer: the group waits, or its rows fail, by what the error
 * says. An outcome that is not known never fails a row: the next try looks up first.
 * @throws {StoreClosedError} when the store refuses the app altogether.
 */
export async function endTryWithError(
  session: StoreSession,
  work: GroupWork,
  step: UploadStep,
  { attemptId, error }: { attemptId: bigint; error: ShopifyError },
): Promise<void> {
  const failure = failureFromShopifyError(error);
  const isUnknown = error.isOutcomeUnknown && !isRead(step);
  const attempt: AttemptResult = {
    attemptId,
    outcome: isUnknown ? "UNKNOWN" : "FAILED",
    response: null,
    failure,
    costPoints: error.facts.cost?.actualPoints ?? null,
    requestId: error.facts.requestId,
  };
  const { id: groupId, failedAttempts } = work.group;
  const settlement: Settlement = { groupId, attempt, rows: [], errorCode: failure.code };
  if (error instanceof StoreAccessError || error instanceof MissingScopeError) {
    await session.settle({ ...settlement, rows: work.postpone(false) });
    throw new StoreClosedError(error.publicMessage);
  }
  if (error instanceof DailyVariantLimitError) {
    await session.settle({ ...settlement, rows: work.postpone(false), dueInSeconds: DAILY_LIMIT_PAUSE_SECONDS });
    return;
  }
  if (error instanceof IdentityDefinitionMissingError) {
    await session.runtime.db.store.update({ where: { id: session.storeId }, data: { identityDefinedAt: null } });
  }
  const tries = failedAttempts + 1;
  const mayTryAgain = error.remedy.kind === "retry" && (isUnknown || tries < AUTOMATIC_TRIES);
  if (!mayTryAgain) {
    await session.settle({ ...settlement, rows: work.failAll(failure), countsAsFailedTry: true });
    return;
  }
  await session.settle({
    ...settlement,
    rows: work.postpone(true),
    countsAsFailedTry: true,
    dueInSeconds: retryDelaySeconds(tries, Math.random()),
    ...(isUnknown ? { isUnclear: true } : {}),
  });
}

/** Ends a try that Shopify answered with a passing fault of its own. */
export async function endTryWithPassingFault(
  session: StoreSession,
  work: GroupWork,
  attempt: AttemptResult,
  failure: RowFailure,
): Promise<void> {
  const tries = work.group.failedAttempts + 1;
  const settlement = { groupId: work.group.id, attempt, errorCode: failure.code, countsAsFailedTry: true };
  if (tries >= AUTOMATIC_TRIES) await session.settle({ ...settlement, rows: work.failAll(failure) });
  else {
    const dueInSeconds = retryDelaySeconds(tries, Math.random());
    await session.settle({ ...settlement, rows: work.postpone(true), dueInSeconds });
  }
}
