import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";
import { Prisma } from "@prisma/client";
import { ofFilter, visibleStores, type DeliveryFilter } from "./delivery-queries.server.ts";

/** Some deliveries by their ids, or all that a filter finds. */
export type ReplayInput = { kind: "deliveries"; ids: readonly bigint[] } | { kind: "filter"; filter: DeliveryFilter };

const SLICE = 2_000;

/**
 * Lets deliveries be handled again, as if they had just come: with their tries forgotten, and newer news of the same
 * thing still winning. Those that wait already are left alone. A filter finds what came before it was asked.
 * @throws {NotFoundError} when a named one is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function replayDeliveries(ctx: Context, input: ReplayInput): Promise<{ replayed: number }> {
  requirePermission(ctx.actor, "upload", visibleStoreId(ctx.actor) ?? undefined);
  if (input.kind === "deliveries") await requireAll(ctx, input.ids);
  const [newest] = await ctx.db.$queryRaw<{ id: bigint | null }[]>`SELECT max(id) AS id FROM webhook_deliveries`;
  const until = newest?.id ?? 0n;
  let replayed = 0;
  for (let after: bigint | null = 0n; after !== null;) {
    const slice: ReplayedSlice = await replaySlice(ctx, input, { after, until });
    replayed += slice.replayed;
    after = slice.last;
  }
  if (replayed > 0) ctx.log.info({ replayed, actor: ctx.actor.type }, "Webhooks are handled again.");
  return { replayed };
}

interface ReplayedSlice {
  replayed: number;
  /** Null when there are no more. */
  last: bigint | null;
}

async function requireAll(ctx: Context, ids: readonly bigint[]): Promise<void> {
  const asked = new Set(ids);
  const [found] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM webhook_deliveries delivery
    JOIN stores store ON store.shop_domain = delivery.shop_domain
    WHERE delivery.id = ANY (${[...asked]}::bigint[]) AND ${visibleStores(ctx)}`;
  if (found?.count !== asked.size) throw new NotFoundError("webhook delivery");
}

async function replaySlice(
  ctx: Context,
  input: ReplayInput,
  { after, until }: { after: bigint; until: bigint },
): Promise<ReplayedSlice> {
  const storeId = input.kind === "filter" ? input.filter.storeId : undefined;
  const chosen =
    input.kind === "filter" ? ofFilter(input.filter) : Prisma.sql`AND delivery.id = ANY (${[...input.ids]}::bigint[])`;
  return inTransaction(ctx.db, async (tx) => {
    const rows = await tx.$queryRaw<{ id: bigint; shopDomain: string; storeId: string }[]>`
      SELECT delivery.id, store.shop_domain AS "shopDomain", store.id AS "storeId"
      FROM stores store JOIN webhook_deliveries delivery ON delivery.shop_domain = store.shop_domain
      WHERE ${visibleStores(ctx, storeId)} AND delivery.id > ${after} AND delivery.id <= ${until} AND delivery.state <> 'WAITING' ${chosen}
      ORDER BY delivery.id LIMIT ${SLICE} FOR UPDATE OF delivery`;
    const ids = rows.map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE webhook_deliveries SET state = 'WAITING', outcome = NULL, detail = NULL, tries = 0, due_at = NULL, handled_at = NULL
      WHERE id = ANY (${ids}::bigint[])`;
    await wakeAndNote(tx, ctx, rows);
    return { replayed: rows.length, last: rows.length < SLICE ? null : (ids.at(-1) ?? null) };
  });
}

async function wakeAndNote(
  tx: Tx,
  ctx: Context,
  rows: readonly { shopDomain: string; storeId: string }[],
): Promise<void> {
  for (const [storeId, ofStore] of Map.groupBy(rows, (row) => row.storeId)) {
    const shopDomain = ofStore[0]?.shopDomain ?? "";
    await ctx.queue.send(tx, handleWebhooks, { shopDomain });
    await recordActivity(tx, ctx, {
      action: "webhooks.replayed",
      subjectType: "store",
      subjectId: storeId,
      details: { deliveries: ofStore.length },
    });
  }
}
