import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";
import type { Senders } from "#app/platform/outbound/senders.server.ts";
import { claimDelivery, type ClaimedDelivery } from "../internal/claim-delivery.server.ts";
import { findQuietRules } from "../internal/quiet-rules.server.ts";
import { sendDelivery } from "../internal/write-message.server.ts";
import { planNextTry, type NextStep } from "./plan-next-try.ts";

export interface DeliverInput {
  organizationId: string;
  senders: Senders;
}

/** So many receivers of an organization are written to at once: one that hangs keeps the others waiting no longer than it takes. */
const RECEIVERS_AT_ONCE = 8;

/** After this long no further message is begun, so that organizations take turns. */
const TURN_MS = 20_000;

/**
 * Sends the messages of an organization that are due: of one rule one after the other, oldest first, several rules at
 * once. What quiet hours hold waits. A rule whose receiver fails is left alone for this turn. A message may arrive twice, under the same id, when a
 * process dies between its answer and our commit; it is never lost. Answers whether there is more for a further turn.
 */
export async function deliverDue(
  runtime: Runtime,
  { organizationId, senders }: DeliverInput,
  signal?: AbortSignal,
): Promise<"done" | "more"> {
  const endsAtMs = performance.now() + TURN_MS;
  const failing = new Set<string>();
  const busy = new Set<string>();
  const quiet = await findQuietRules(runtime.db, runtime.clock.now(), organizationId);
  let isTurnOver = false;
  const send = async (): Promise<void> => {
    for (;;) {
      if (signal?.aborted) return;
      const delivery = await claimNext();
      if (!delivery) return;
      const { id: ruleId } = delivery.rule;
      try {
        const isDelivered = await tryOnce(runtime, delivery, senders);
        if (!isDelivered) failing.add(ruleId);
      } finally {
        busy.delete(ruleId);
      }
      if (performance.now() > endsAtMs) {
        isTurnOver = true;
        return;
      }
    }
  };
  // One at a time: what two took at once could be of one rule.
  let claiming: Promise<unknown> = Promise.resolve();
  const claimNext = (): Promise<ClaimedDelivery | null> => {
    const claimed = claiming.then(async () => {
      const found = await claimDelivery(runtime, { organizationId, exceptRuleIds: [...failing, ...busy], quiet });
      if (found) busy.add(found.rule.id);
      return found;
    });
    claiming = claimed.catch(() => undefined);
    return claimed;
  };
  await Promise.all(Array.from({ length: RECEIVERS_AT_ONCE }, send));
  return isTurnOver ? "more" : "done";
}

async function tryOnce(runtime: Runtime, delivery: ClaimedDelivery, senders: Senders): Promise<boolean> {
  const triedAt = runtime.clock.now();
  const startedAtMs = performance.now();
  const outcome = await sendSafely(runtime, delivery, senders);
  const milliseconds = Math.round(performance.now() - startedAtMs);
  const next = planNextTry(outcome, delivery.tries);
  const isStored = await inTransaction(runtime.db, async (tx) => {
    const { count } = await tx.notificationDelivery.updateMany({
      where: { id: delivery.id, claimToken: delivery.claimToken },
      data: { ...changeOf(next, runtime.clock.now()), tries: delivery.tries + 1, claimToken: null, claimedUntil: null },
    });
    if (count === 0) return false;
    await tx.notificationTry.create({
      data: {
        deliveryId: delivery.id,
        triedAt,
        milliseconds,
        statusCode: outcome.kind === "answered" ? outcome.statusCode : null,
        excerpt: outcome.kind === "answered" ? outcome.excerpt : null,
        error: next.kind === "delivered" ? null : next.error,
      },
    });
    return true;
  });
  const fields = {
    deliveryId: String(delivery.id),
    ruleId: delivery.rule.id,
    channel: delivery.rule.channel,
    milliseconds,
  };
  if (next.kind === "dead") runtime.log.warn({ ...fields, error: next.error }, "A notification was given up.");
  else runtime.log.debug({ ...fields, isStored, next: next.kind }, "A notification was tried.");
  return next.kind === "delivered";
}

/** A secret that no key opens is a failure of this message alone. */
async function sendSafely(runtime: Runtime, delivery: ClaimedDelivery, senders: Senders): Promise<SendOutcome> {
  try {
    return await sendDelivery(runtime, delivery, senders);
  } catch (error) {
    runtime.log.error({ err: error, deliveryId: String(delivery.id) }, "A notification could not be written.");
    return { kind: "failed", because: "The message could not be written. Enter the destination of the rule again." };
  }
}

function changeOf(next: NextStep, now: Date) {
  switch (next.kind) {
    case "delivered":
      return { state: "DELIVERED" as const, endedAt: now, lastError: null };
    case "dead":
      return { state: "FAILED" as const, endedAt: now, lastError: next.error };
    case "later":
      return { dueAt: new Date(now.getTime() + next.seconds * 1_000), lastError: next.error };
  }
}
