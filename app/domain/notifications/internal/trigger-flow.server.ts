import type { Runtime } from "#app/domain/context.ts";
import { openStoreCalls, type OpenStoreCalls } from "#app/domain/stores/calls/open-store-calls.server.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";
import { AppError } from "#app/platform/errors.ts";
import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";
import { TRIGGER_FLOW_POINTS } from "#app/shopify/operation-cost.ts";
import { TRIGGER_FLOW } from "#app/shopify/operations/flow.ts";
import { writeFlowTrigger } from "../deliveries/flow-trigger.ts";
import { appUrlOf } from "./app-page.ts";

export interface FlowMessage {
  organizationId: string;
  shopDomain: string;
  event: { kind: string; subjectId: string; details: unknown };
  messageId: string;
}

/** Points of a busy store come within seconds; what does not get any is tried again later. */
const WAITS_FOR_POINTS_MS = 10_000;
/** With the wait it is well within the claim of the message. */
const WAITS_FOR_ANSWER_MS = 20_000;

/**
 * Starts the workflows of one shop. Sent on the way of all calls to the store, from its points. Shopify keeps no key of
 * what was sent: after a call without an answer the next try may start them twice, with the same batch id.
 */
export async function triggerFlow(runtime: Runtime, message: FlowMessage): Promise<SendOutcome> {
  const { organizationId, shopDomain, event, messageId } = message;
  const store = await runtime.db.store.findFirst({ where: { organizationId, shopDomain }, select: { id: true } });
  if (!store) return { kind: "refused", because: `${shopDomain} is no store of this organization. Name one that is.` };
  const trigger = writeFlowTrigger(event, appUrlOf(shopDomain, runtime.shopifyApp.clientId));
  if (!trigger) return { kind: "refused", because: "Shopify Flow has no trigger for this event." };
  const signal = AbortSignal.timeout(WAITS_FOR_POINTS_MS);
  let calls: OpenStoreCalls | null = null;
  try {
    calls = await openStoreCalls(runtime, { storeId: store.id, holder: messageId, signal });
    const { data } = await calls.send(
      {
        operation: TRIGGER_FLOW,
        variables: { ...trigger },
        points: TRIGGER_FLOW_POINTS,
        timeoutMs: WAITS_FOR_ANSWER_MS,
      },
      { isWrite: true, lane: "reads", beforeCall: () => Promise.resolve() },
    );
    const [refusal] = data.flowTriggerReceive?.userErrors ?? [];
    if (refusal) return { kind: "failed", because: `Shopify Flow did not take it: ${refusal.message}` };
    return { kind: "answered", statusCode: 200, excerpt: "", retryAfterSeconds: null };
  } catch (error) {
    if (error instanceof CallsEndedError)
      return { kind: "failed", because: "The store has no points to spare. It is tried again later." };
    if (error instanceof AppError) return { kind: "failed", because: error.publicMessage };
    throw error;
  } finally {
    await calls?.leave();
  }
}
