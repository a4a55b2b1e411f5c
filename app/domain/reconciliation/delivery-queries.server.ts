import { Prisma } from "@prisma/client";
import { boundedAt, type BoundedCount } from "#app/domain/bounded-count.ts";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { explainOutcome } from "./delivery-outcomes.ts";
import type { DeliveryState } from "./delivery-states.ts";

export interface DeliveryFilter {
  states?: readonly DeliveryState[] | undefined;
  topic?: string | undefined;
  /** All that came of one thing, by its gid. */
  resource?: string | undefined;
  storeId?: string | undefined;
}

/** A webhook as a person reads it: what came, what it did, what it waits for. */
export interface DeliveryView {
  id: string;
  storeId: string;
  storeName: string;
  shopDomain: string;
  topic: string;
  resource: string | null;
  state: DeliveryState;
  outcome: string | null;
  /** The outcome in words for a person. */
  explanation: string | null;
  detail: string | null;
  tries: number;
  triggeredAt: Date;
  receivedAt: Date;
  handledAt: Date | null;
  /** When it is tried or looked at again; null: at once, or never. */
  dueAt: Date | null;
}

const newestFirst: KeysetOrder = { column: Prisma.sql`delivery.id`, type: "bigint", direction: "descending" };

const ofOneStore: KeysetOrder = { ...newestFirst, within: Prisma.sql`delivery.shop_domain` };

const shown = Prisma.sql`delivery.id::text AS id, store.id AS "storeId", store.name AS "storeName",
  store.shop_domain AS "shopDomain", delivery.topic, delivery.resource, delivery.state, delivery.outcome, delivery.detail,
  delivery.tries, delivery.triggered_at AS "triggeredAt", delivery.received_at AS "receivedAt",
  delivery.handled_at AS "handledAt", delivery.due_at AS "dueAt"`;

/**
 * Webhooks of the stores that the actor may see, newest first. Each store's are read along an index of its own, however
 * many other shops have.
 */
export async function listDeliveries(
  ctx: Context,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryView>> {
  const rows = await ctx.db.$queryRaw<Omit<DeliveryView, "explanation">[]>`
    SELECT ${shown} FROM stores store
    CROSS JOIN LATERAL (
      SELECT delivery.* FROM webhook_deliveries delivery
      WHERE delivery.shop_domain BETWEEN store.shop_domain AND store.shop_domain ${ofFilter(filter)}
      ${keysetCondition(page, ofOneStore)} ${keysetOrder(page, ofOneStore)}
    ) AS delivery
    WHERE ${visibleStores(ctx, filter.storeId)}
    ${keysetOrder(page, newestFirst)}`;
  return cutPage(rows.map(explained), page, ({ id }) => id);
}

/** One webhook with its body. @throws {NotFoundError} when there is none of a store that the actor may see. */
export async function getDelivery(ctx: Context, deliveryId: bigint): Promise<DeliveryView & { payload: unknown }> {
  const [row] = await ctx.db.$queryRaw<(Omit<DeliveryView, "explanation"> & { payload: unknown })[]>`
    SELECT ${shown}, delivery.payload FROM webhook_deliveries delivery
    JOIN stores store ON store.shop_domain = delivery.shop_domain
    WHERE delivery.id = ${deliveryId} AND ${visibleStores(ctx)}`;
  if (!row) throw new NotFoundError("webhook delivery");
  return explained(row);
}

const COUNTED_AT_MOST = 1_000;

/** What is left in the inboxes of the stores that the actor may see: what waits, and what needs somebody. */
export async function countDeliveries(
  ctx: Context,
  storeId?: string,
): Promise<Record<"waiting" | "parked" | "unlinked" | "failed", BoundedCount>> {
  const [found] = await ctx.db.$queryRaw<Record<"waiting" | "parked" | "unlinked" | "failed", number>[]>`
    WITH seen AS MATERIALIZED (SELECT store.shop_domain FROM stores store WHERE ${visibleStores(ctx, storeId)})
    SELECT ${countOfState("WAITING")} AS waiting, ${countOfState("PARKED")} AS parked,
      ${countOfState("UNLINKED")} AS unlinked, ${countOfState("FAILED")} AS failed`;
  const told = (count = 0) => boundedAt(COUNTED_AT_MOST, count);
  return {
    waiting: told(found?.waiting),
    parked: told(found?.parked),
    unlinked: told(found?.unlinked),
    failed: told(found?.failed),
  };
}

/** Shop by shop along the index of what is left, until there are enough. */
const countOfState = (state: DeliveryState): Prisma.Sql => Prisma.sql`(
  SELECT count(*)::int FROM (
    SELECT FROM seen CROSS JOIN LATERAL (
      SELECT FROM webhook_deliveries delivery
      WHERE delivery.shop_domain = seen.shop_domain ${ofFilter({ states: [state] })}
      LIMIT ${COUNTED_AT_MOST + 1}) AS of_shop
    LIMIT ${COUNTED_AT_MOST + 1}) AS found)`;

/** The stores whose webhooks the actor may see; those of another organization are nobody's. */
export function visibleStores(ctx: Context, storeId?: string): Prisma.Sql {
  const onlyStoreId = visibleStoreId(ctx.actor);
  return Prisma.sql`store.organization_id = ${ctx.organizationId}::uuid
    ${onlyStoreId === null ? Prisma.empty : Prisma.sql`AND store.id = ${onlyStoreId}::uuid`}
    ${storeId === undefined ? Prisma.empty : Prisma.sql`AND store.id = ${storeId}::uuid`}`;
}

/** The condition of a filter on `delivery`, its store apart. One state is written out: an index is of that state alone. */
export function ofFilter({ states, topic, resource }: DeliveryFilter): Prisma.Sql {
  const [first, ...others] = states ?? [];
  const ofStates =
    first === undefined
      ? Prisma.empty
      : others.length === 0
        ? Prisma.sql`AND delivery.state = ${Prisma.raw(`'${first}'`)}`
        : Prisma.sql`AND delivery.state = ANY (${[first, ...others]}::webhook_delivery_state[])`;
  return Prisma.sql`${ofStates}
    ${topic === undefined ? Prisma.empty : Prisma.sql`AND delivery.topic = ${topic}`}
    ${resource === undefined ? Prisma.empty : Prisma.sql`AND delivery.resource = ${resource}`}`;
}

const explained = <Row extends { outcome: string | null }>(row: Row): Row & { explanation: string | null } => ({
  ...row,
  explanation: explainOutcome(row.outcome),
});
