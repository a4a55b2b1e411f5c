import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { PARKED_LOOK_AGAIN_MS } from "../delivery-states.ts";

/** A delivery that is due, as it lies in the inbox. */
export interface WaitingDelivery {
  id: bigint;
  webhookId: string;
  topic: string;
  resource: string | null;
  triggeredAt: Date;
  happenedAt: Date;
  receivedAt: Date;
  tries: number;
  payloadJson: string;
}

const PAGE = 200;

/** The oldest deliveries of a shop that are due, or those of some topics, by the time at which what they tell happened. */
export function readWaiting(
  { db, clock }: Runtime,
  shopDomain: string,
  topics?: readonly string[],
): Promise<WaitingDelivery[]> {
  const ofTopics = topics ? Prisma.sql`AND topic = ANY (${[...topics]})` : Prisma.empty;
  return db.$queryRaw<WaitingDelivery[]>`
    SELECT id, webhook_id AS "webhookId", topic, resource, triggered_at AS "triggeredAt", happened_at AS "happenedAt",
      received_at AS "receivedAt", tries, payload::text AS "payloadJson"
    FROM webhook_deliveries
    WHERE shop_domain = ${shopDomain} AND state = 'WAITING' AND (due_at IS NULL OR due_at <= ${clock.now()}) ${ofTopics}
    ORDER BY happened_at, triggered_at, id LIMIT ${PAGE}`;
}

/**
 * Lets parked deliveries be looked at again whose time has come, or whose product is linked by now. Those that are early
 * still are parked again.
 */
export async function unpark({ db, clock }: Runtime, shopDomain: string): Promise<void> {
  const now = clock.now();
  await db.$executeRaw`
    UPDATE webhook_deliveries parked SET state = 'WAITING', due_at = NULL, outcome = NULL
    WHERE shop_domain = ${shopDomain} AND state = 'PARKED' AND (due_at <= ${now} OR EXISTS (
      SELECT 1 FROM product_links link JOIN stores store ON store.id = link.store_id
      WHERE store.shop_domain = ${shopDomain} AND link.shopify_product_id = parked.resource))`;
}

/** When the newest news of each of these resources happened that were handled already. */
export async function readNewestHandled(
  { db }: Runtime,
  shopDomain: string,
  resources: readonly string[],
): Promise<Map<string, { happenedAt: Date; triggeredAt: Date }>> {
  if (resources.length === 0) return new Map();
  const rows = await db.$queryRaw<{ resource: string; happenedAt: Date; triggeredAt: Date }[]>`
    SELECT asked.resource, newest.happened_at AS "happenedAt", newest.triggered_at AS "triggeredAt"
    FROM unnest(${[...resources]}::text[]) AS asked(resource)
    CROSS JOIN LATERAL (
      SELECT happened_at, triggered_at FROM webhook_deliveries
      WHERE shop_domain = ${shopDomain} AND resource = asked.resource AND state = 'HANDLED'
      ORDER BY happened_at DESC, triggered_at DESC LIMIT 1
    ) AS newest`;
  return new Map(rows.map(({ resource, ...at }) => [resource, at]));
}

/** What to write down of a delivery. */
export interface DeliveryMark {
  id: bigint;
  state: "WAITING" | "PARKED" | "HANDLED" | "IGNORED" | "UNLINKED" | "FAILED";
  outcome: string | null;
  detail: string | null;
  tries: number;
  dueAt: Date | null;
}

/** Writes down what became of deliveries; who was decided about by another worker meanwhile stays as that one said. */
export async function markDeliveries({ db, clock }: Runtime, marks: readonly DeliveryMark[]): Promise<void> {
  if (marks.length === 0) return;
  const now = clock.now();
  const told = marks.map(({ id, dueAt, ...mark }) => ({ ...mark, id: id.toString(), due_at: dueAt }));
  await db.$executeRaw`
    UPDATE webhook_deliveries delivery SET state = told.state::webhook_delivery_state, outcome = told.outcome,
      detail = told.detail, tries = told.tries, due_at = told.due_at,
      handled_at = CASE WHEN told.state IN ('WAITING', 'PARKED') THEN NULL ELSE ${now}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      AS told(id bigint, state text, outcome text, detail text, tries int, due_at timestamptz)
    WHERE delivery.id = told.id AND delivery.state = 'WAITING'`;
}

/** When a parked delivery is looked at again at the latest. */
export const lookAgainAt = ({ clock }: Runtime): Date => new Date(clock.now().getTime() + PARKED_LOOK_AGAIN_MS);
