import {
  DailyVariantLimitError,
  IdentityDefinitionMissingError,
  StoreUnavailableError,
  ThrottledError,
  UnreachableError,
  type ShopifyError,
} from "#app/shopify/errors.ts";
import { failureFromShopifyError, isTriedAgain, retriesUsedUp } from "../../failures/decide-failure.ts";
import type { RowFailure } from "../../failures/row-failure.ts";
import type { HeldGroup } from "../claims/claimed-group.ts";
import type { AttemptResult, Settlement } from "../settling/settlement.ts";
import { AUTOMATIC_TRIES, HELD_RETRY_SECONDS, retryDelaySeconds } from "../../upload-limits.ts";
import type { OpenRows } from "./open-rows.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { isRead } from "../store/write-intents.server.ts";
import type { UploadStep } from "../../upload-step.ts";

/** The store lets no more calls through: its worker stops, and its groups wait for the reconnection. */
export class StoreClosedError extends Error {
  override readonly name = "StoreClosedError";
}

/** What of the work on a group its try has to know to end it. */
type TriedWork = Pick<OpenRows<HeldGroup, { id: bigint }>, "group" | "link" | "failAll" | "postpone">;

/**
 * Ends a try whose call brought an error instead of an answer: the group waits, or its rows fail, by what the error
 * says. A create whose outcome is not known never fails a row: the next try looks up first. All other writes can be
 * repeated without harm, so they are, up to the limit.
 * @throws {StoreClosedError} when the store refuses the app altogether.
 */
export async function endTryWithError(
  session: StoreSession,
  work: TriedWork,
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
  const isCreateUnclear = isUnknown && step === "CREATE_PRODUCT";
  const becameUnclear = isCreateUnclear || (isUnknown && step === "ARCHIVE_PRODUCT");
  await settleTry(session, work, error, {
    known: { attempt, ...(becameUnclear ? { isUnclear: true } : {}) },
    isUnclear: isCreateUnclear || (step === "LOOK_UP" && work.group.isUnclear),
  });
}

/**
 * Ends a try in which a read between the steps failed, or a call was kept back: nothing was written.
 * @throws {StoreClosedError} when the store refuses the app altogether.
 */
export async function endTryAfterRead(session: StoreSession, work: TriedWork, error: ShopifyError): Promise<void> {
  await settleTry(session, work, error, { known: {}, isUnclear: work.group.isUnclear && !work.link });
}

/** Ends a try that Shopify answered with a passing fault of its own. */
export async function endTryWithPassingFault(
  session: StoreSession,
  work: TriedWork,
  attempt: AttemptResult,
  failure: RowFailure,
): Promise<void> {
  const { group } = work;
  const tries = group.failedAttempts + 1;
  const settlement = { groupId: group.id, attempt, errorCode: failure.code, countsAsFailedTry: true };
  if (tries >= AUTOMATIC_TRIES || !group.hasRetriesLeft)
    await session.settle({ ...settlement, rows: work.failAll(finalFailure(group, failure)) });
  else {
    const dueInSeconds = retryDelaySeconds(tries, Math.random());
    await session.settle({ ...settlement, rows: work.postpone(), dueInSeconds });
  }
}

/** What is stored of a passing failure that is not tried again. */
export const finalFailure = ({ hasRetriesLeft }: HeldGroup, failure: RowFailure): RowFailure =>
  hasRetriesLeft ? failure : retriesUsedUp(failure);

async function settleTry(
  session: StoreSession,
  work: TriedWork,
  error: ShopifyError,
  { known, isUnclear }: { known: Pick<Settlement, "attempt" | "isUnclear">; isUnclear: boolean },
): Promise<void> {
  const failure = failureFromShopifyError(error);
  const settlement = { ...known, groupId: work.group.id, errorCode: failure.code };
  if (error.remedy.kind === "reconnect-store") {
    await session.settle({ ...settlement, rows: work.postpone() });
    throw new StoreClosedError(error.publicMessage);
  }
  if (error instanceof DailyVariantLimitError) {
    const rows = work.group.waitsForDailyLimit ? work.postpone() : work.failAll(failure);
    return session.settle({ ...settlement, rows, metDailyLimit: true });
  }
  if (error instanceof ThrottledError) return session.settle({ ...settlement, rows: work.failAll(failure) });
  if (error instanceof IdentityDefinitionMissingError) {
    await session.runtime.db.store.update({ where: { id: session.storeId }, data: { identityDefinedAt: null } });
  }
  if (!isProductsFault(session, error)) {
    return session.settle({ ...settlement, rows: work.postpone(), dueInSeconds: HELD_RETRY_SECONDS });
  }
  const tries = work.group.failedAttempts + 1;
  const passes = error.remedy.kind !== "none";
  const isWorthATry =
    tries < AUTOMATIC_TRIES && work.group.hasRetriesLeft && isTriedAgain(failure, work.group.errorCode);
  await session.settle({
    ...settlement,
    rows:
      passes && (isUnclear || isWorthATry)
        ? work.postpone()
        : work.failAll(passes ? finalFailure(work.group, failure) : failure),
    countsAsFailedTry: true,
    dueInSeconds: retryDelaySeconds(tries, Math.random()),
  });
}

/** A call that did not get through, or that failed as all others do, says nothing of the product: it spends no try. */
export const isProductsFault = ({ circuit }: StoreSession, error: ShopifyError): boolean =>
  !(error instanceof UnreachableError || error instanceof StoreUnavailableError) &&
  (error.remedy.kind !== "retry" || circuit.isProductsFault);
