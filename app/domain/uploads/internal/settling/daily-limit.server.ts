import type { Runtime } from "#app/domain/context.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { sweepUploads } from "#jobs/contracts/uploads.ts";
import { dailyLimitRetryAt, localDayOf } from "../../steering/daily-limit-pause.ts";

/** How long a trial may take before it counts as lost with its worker, and another product tries. */
const TRIAL_SECONDS = 60;

/** Sends one product ahead to a store whose pause is over; until it is back, the others wait on. */
export async function beginLimitTrial(tx: Tx, storeId: string, groupId: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE stores SET limit_trial_group_id = ${groupId}, creates_parked_until = now() + make_interval(secs => ${TRIAL_SECONDS})
    WHERE id = ${storeId}::uuid AND creates_parked_until <= now()`;
}

export interface LimitNews {
  storeId: string;
  /** A call met the limit. */
  isMet: boolean;
  /** The product that was sent ahead, if one of these was. */
  trialGroupId: bigint | null;
  /** It made variants. */
  hasTrialMadeVariants: boolean;
}

export interface ParkingChange {
  storeId: string;
  /** Null: new variants go on. */
  parkedUntil: Date | null;
}

/**
 * Parks what needs new variants at a store that met its daily limit, or lets it go on when the product that was sent
 * ahead got through. Null when nothing changed. Locks the store, so it comes after the batches.
 */
export async function noteDailyLimit(
  tx: Tx,
  { clock, queue }: Pick<Runtime, "clock" | "queue">,
  { storeId, isMet, trialGroupId, hasTrialMadeVariants }: LimitNews,
): Promise<ParkingChange | null> {
  if (isMet) {
    const store = await tx.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { ianaTimezone: true, organizationId: true },
    });
    const parkedUntil = dailyLimitRetryAt(clock.now(), store.ianaTimezone);
    await tx.store.update({
      where: { id: storeId },
      data: { createsParkedUntil: parkedUntil, limitTrialGroupId: null },
    });
    const { organizationId, ianaTimezone } = store;
    await recordEvent(tx, queue, {
      organizationId,
      kind: "store.daily-limit-reached",
      key: `daily-limit/${storeId}/${localDayOf(clock.now(), ianaTimezone)}`,
      storeIds: [storeId],
      subject: { type: "store", id: storeId },
      details: { triedAgainAt: parkedUntil.toISOString() },
    });
    // What declined to wait for the next day ends now.
    await queue.send(tx, sweepUploads, {});
    return { storeId, parkedUntil };
  }
  if (trialGroupId === null) return null;
  if (hasTrialMadeVariants) {
    const { count } = await tx.store.updateMany({
      where: { id: storeId, limitTrialGroupId: trialGroupId },
      data: { createsParkedUntil: null, limitTrialGroupId: null },
    });
    return count > 0 ? { storeId, parkedUntil: null } : null;
  }
  // It ended without an answer to the question, so another one may ask at once.
  await tx.$executeRaw`
    UPDATE stores SET limit_trial_group_id = NULL, creates_parked_until = now()
    WHERE id = ${storeId}::uuid AND limit_trial_group_id = ${trialGroupId}
      AND NOT EXISTS (SELECT 1 FROM upload_groups WHERE id = ${trialGroupId} AND status = 'PROCESSING')`;
  return null;
}
