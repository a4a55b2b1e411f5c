import type { Runtime } from "#app/domain/context.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { isDeletion, isOlder, newestFirst } from "./choose-news.ts";
import { MAX_TRIES, retryDelayMs } from "./delivery-states.ts";
import { parseExactJson } from "./exact-json.ts";
import { ACCESS_TOPICS, isHandledTopic } from "./handled-topics.ts";
import { topicHandlers } from "./internal/topics/registry.server.ts";
import { handled, ignored, type KnownStore, type Verdict } from "./internal/topics/topic-handler.ts";
import {
  lookAgainAt,
  markDeliveries,
  readNewestHandled,
  readWaiting,
  unpark,
  type DeliveryMark,
  type WaitingDelivery,
} from "./internal/waiting-deliveries.server.ts";

export interface HandleDeliveriesInput {
  shopDomain: string;
  /** Only what is told of the app's access to the shop; everything when absent. */
  topics?: "access";
}

/**
 * Applies what is due in a shop's inbox. Deliveries of one resource are applied together, and of them the newest alone.
 * Every effect may be repeated without harm, so a delivery that was applied and not marked is applied again. One that
 * cannot be applied is tried a few times and then left to a person, and keeps no other resource waiting. "stopped" when
 * the signal ended it with work left.
 */
export async function handleDeliveries(
  runtime: Runtime,
  { shopDomain, topics }: HandleDeliveriesInput,
  signal?: AbortSignal,
): Promise<"emptied" | "stopped"> {
  if (topics === undefined) await unpark(runtime, shopDomain);
  for (;;) {
    if (signal?.aborted) return "stopped";
    const waiting = await readWaiting(runtime, shopDomain, topics === "access" ? ACCESS_TOPICS : undefined);
    if (waiting.length === 0) return "emptied";
    // Asked for anew with each page: the news themselves may end the store, or bring it back.
    const store = await findStoreByShop(runtime.db, shopDomain);
    const handledBefore = await readNewestHandled(runtime, shopDomain, resourcesOf(waiting));
    const marks: DeliveryMark[] = [];
    try {
      for (const [key, deliveries] of Map.groupBy(waiting, (one) => one.resource ?? one.id)) {
        if (signal?.aborted) return "stopped";
        const newestHandled = typeof key === "string" ? handledBefore.get(key) : undefined;
        marks.push(...(await handleResource(runtime, { shopDomain, store, deliveries, newestHandled })));
      }
    } finally {
      await markDeliveries(runtime, marks);
    }
  }
}

const resourcesOf = (waiting: readonly WaitingDelivery[]): string[] => [
  ...new Set(waiting.flatMap(({ resource }) => (resource === null ? [] : [resource]))),
];

interface ResourceNews {
  shopDomain: string;
  store: KnownStore | null;
  deliveries: readonly WaitingDelivery[];
  /** When the newest news of the resource happened that were handled earlier. */
  newestHandled: { happenedAt: Date; triggeredAt: Date } | undefined;
}

/** Applies the newest delivery of a resource that can be applied, and answers what that makes of all of them. */
async function handleResource(
  runtime: Runtime,
  { shopDomain, store, deliveries, newestHandled }: ResourceNews,
): Promise<DeliveryMark[]> {
  const marks: DeliveryMark[] = [];
  let isDecided = false;
  for (const delivery of newestFirst(deliveries)) {
    const last = marks.at(-1);
    if (isDecided) marks.push(markOf(runtime, delivery, handled("superseded")));
    else if (isStale(delivery, newestHandled)) marks.push(markOf(runtime, delivery, handled("stale")));
    // Until the newer one is applied or given up, nobody knows whether this one is past.
    else if (last?.state === "WAITING") marks.push({ ...last, id: delivery.id, detail: null, tries: delivery.tries });
    else marks.push(await applyOne(runtime, { shopDomain, store, delivery }));
    isDecided ||= marks.at(-1)?.state !== "WAITING" && marks.at(-1)?.state !== "FAILED";
  }
  return marks;
}

const isStale = (delivery: WaitingDelivery, newestHandled: ResourceNews["newestHandled"]): boolean =>
  newestHandled !== undefined && !isDeletion(delivery) && isOlder(delivery, newestHandled);

interface OneDelivery {
  shopDomain: string;
  store: KnownStore | null;
  delivery: WaitingDelivery;
}

async function applyOne(runtime: Runtime, { shopDomain, store, delivery }: OneDelivery): Promise<DeliveryMark> {
  const { topic, payloadJson, ...told } = delivery;
  try {
    const verdict = isHandledTopic(topic)
      ? await topicHandlers[topic](runtime, { ...told, topic, shopDomain, store, payload: parseExactJson(payloadJson) })
      : ignored("not-handled");
    if (verdict.outcome === "unreadable")
      runtime.log.error(
        { shopDomain, topic, deliveryId: String(delivery.id) },
        "A webhook had a body of an unknown shape.",
      );
    return markOf(runtime, delivery, verdict);
  } catch (error) {
    // The job as a whole is tried again soon: nothing can be said of this delivery.
    if (isPassingDatabaseFault(error)) throw error;
    return markOfFailure(runtime, { shopDomain, delivery, error });
  }
}

const markOf = (runtime: Runtime, { id, tries }: WaitingDelivery, verdict: Verdict): DeliveryMark => ({
  id,
  state: verdict.state,
  outcome: verdict.outcome,
  detail: verdict.detail ?? null,
  tries,
  dueAt: verdict.state === "PARKED" ? lookAgainAt(runtime) : null,
});

function markOfFailure(
  runtime: Runtime,
  { shopDomain, delivery, error }: { shopDomain: string; delivery: WaitingDelivery; error: unknown },
): DeliveryMark {
  const { id, topic } = delivery;
  const tries = delivery.tries + 1;
  const isGivenUp = tries >= MAX_TRIES;
  const fields = { err: error, shopDomain, topic, deliveryId: String(id), tries };
  runtime.log.error(fields, isGivenUp ? "A webhook was given up." : "A webhook could not be applied.");
  const detail =
    error instanceof AppError
      ? error.publicMessage
      : `Something went wrong on our side; the log tells more of delivery ${id}.`;
  if (isGivenUp) return { id, state: "FAILED", outcome: "failed", detail, tries, dueAt: null };
  const dueAt = new Date(runtime.clock.now().getTime() + retryDelayMs(tries));
  return { id, state: "WAITING", outcome: null, detail, tries, dueAt };
}
