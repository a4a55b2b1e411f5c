import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { noteDailyLimit, type ParkingChange } from "./daily-limit.server.ts";
import { settleCanaries, type CanaryEnd } from "./settle-canaries.server.ts";
import type { Settlement } from "./settlement.ts";

/** A group under the claim of whoever settles it. */
export interface HeldGroup {
  id: bigint;
  batch_id: string;
  store_id: string;
  is_canary: boolean;
  /** It was sent ahead to find out whether the store's daily limit has lifted. */
  is_limit_trial: boolean;
}

export interface Consequences {
  canaries: CanaryEnd[];
  parking: ParkingChange | null;
}

/** What settled groups mean for the rest of their batches and of their store. Comes after the batches' counters. */
export async function settleConsequences(
  tx: Tx,
  runtime: Pick<Runtime, "clock" | "queue">,
  held: readonly HeldGroup[],
  settlements: readonly Settlement[],
): Promise<Consequences> {
  const canaryBatchIds = new Set(held.filter((group) => group.is_canary).map((group) => group.batch_id));
  const canaries = await settleCanaries(tx, runtime, [...canaryBatchIds]);
  const trial = held.find((group) => group.is_limit_trial);
  const isMet = settlements.some(({ metDailyLimit }) => metDailyLimit === true);
  const storeId = held[0]?.store_id;
  if (storeId === undefined || (!isMet && !trial)) return { canaries, parking: null };
  const hasTrialMadeVariants = settlements.some(
    ({ groupId, madeVariants }) => groupId === trial?.id && madeVariants === true,
  );
  const parking = await noteDailyLimit(tx, runtime, {
    storeId,
    isMet,
    trialGroupId: trial?.id ?? null,
    hasTrialMadeVariants,
  });
  return { canaries, parking };
}
