import { Prisma, type ActorType } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { SubjectType } from "./subject-types.ts";

/** One thing that somebody did, or that the product did by itself. */
export interface ActivityView {
  id: string;
  actor: { type: ActorType; name: string };
  /** `<noun>.<verb in the past>`. */
  action: string;
  subject: { type: string; id: string; name: string | null };
  details: Record<string, unknown>;
  occurredAt: Date;
}

export interface ActivityFilter {
  about?: SubjectType | undefined;
  /** A person or a token; `system` for what the product did by itself. */
  actorId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

interface FoundActivity {
  id: string;
  actorType: ActorType;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string;
  subjectName: string | null;
  details: Record<string, unknown>;
  occurredAt: Date;
}

const newestFirst: KeysetOrder = { column: Prisma.sql`a.id`, type: "bigint", direction: "descending" };

/**
 * Who did what, newest first. Who is bound to one store sees what they did themselves, and what was done to their store.
 */
export async function listActivity(
  ctx: Context,
  filter: ActivityFilter,
  page: PageRequest,
): Promise<Page<ActivityView>> {
  const storeId = visibleStoreId(ctx.actor);
  const conditions = [
    storeId === null
      ? Prisma.sql`TRUE`
      : Prisma.sql`(a.actor_id = ${ctx.actor.id} OR (a.subject_type = 'store' AND a.subject_id = ${storeId}))`,
    ...(filter.about === undefined ? [] : [Prisma.sql`a.subject_type = ${filter.about}`]),
    ...(filter.actorId === undefined ? [] : [byActor(filter.actorId)]),
    ...(filter.since === undefined ? [] : [Prisma.sql`a.occurred_at >= ${filter.since}`]),
    ...(filter.until === undefined ? [] : [Prisma.sql`a.occurred_at < ${filter.until}`]),
  ];
  return read(ctx, Prisma.join(conditions, " AND "), page);
}

/** What was done to one batch, its approval included. The batch is not checked. */
export async function listBatchActivity(ctx: Context, batchId: string, page: PageRequest): Promise<Page<ActivityView>> {
  const ofBatch = Prisma.sql`((a.subject_type = 'batch' AND a.subject_id = ${batchId}) OR (a.subject_type = 'approval'
    AND a.subject_id = (SELECT id::text FROM approvals WHERE batch_id = ${batchId}::uuid)))`;
  const found = await read(ctx, ofBatch, page);
  // What it says of other stores' rows is not for who is bound to one.
  return visibleStoreId(ctx.actor) === null
    ? found
    : { ...found, items: found.items.map((entry) => ({ ...entry, details: {} })) };
}

const byActor = (actorId: string): Prisma.Sql =>
  actorId === "system" ? Prisma.sql`a.actor_type = 'SYSTEM'` : Prisma.sql`a.actor_id = ${actorId}`;

async function read(ctx: Context, condition: Prisma.Sql, page: PageRequest): Promise<Page<ActivityView>> {
  const found = await ctx.db.$queryRaw<FoundActivity[]>`
    WITH shown AS (
      SELECT a.* FROM activity a
      WHERE a.organization_id = ${ctx.organizationId}::uuid AND ${condition}
      ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)})
    SELECT a.id::text AS id, a.actor_type AS "actorType", a.actor_name AS "actorName", a.action, a.subject_type AS "subjectType",
      a.subject_id AS "subjectId", a.details, a.occurred_at AS "occurredAt", CASE a.subject_type
        WHEN 'batch' THEN (SELECT name FROM shopify_upload_batches WHERE id = a.subject_id::uuid AND organization_id = a.organization_id)
        WHEN 'store' THEN (SELECT name FROM stores WHERE id = a.subject_id::uuid AND organization_id = a.organization_id)
        WHEN 'member' THEN (SELECT display_name FROM staff_members WHERE id = a.subject_id::uuid AND organization_id = a.organization_id)
        WHEN 'token' THEN (SELECT name FROM api_tokens WHERE id = a.subject_id::uuid AND organization_id = a.organization_id)
        WHEN 'notification-rule' THEN (SELECT name FROM notification_rules WHERE id = a.subject_id::uuid AND organization_id = a.organization_id)
      END AS "subjectName"
    FROM shown a ${keysetOrder(page, newestFirst)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => id);
  return { items: items.map(toView), next, previous };
}

const toView = ({
  actorType,
  actorName,
  subjectType,
  subjectId,
  subjectName,
  ...entry
}: FoundActivity): ActivityView => ({
  ...entry,
  actor: { type: actorType, name: actorName },
  subject: { type: subjectType, id: subjectId, name: subjectName },
});

const MOST_ACTORS = 250;

/** Everybody who may have done something, for a person to choose from; for who is bound to one store nobody. */
export async function listActors(ctx: Context): Promise<{ id: string; name: string }[]> {
  if (visibleStoreId(ctx.actor) !== null) return [];
  const { organizationId } = ctx;
  const [people, tokens] = await Promise.all([
    ctx.db.staffMember.findMany({
      where: { organizationId },
      select: { id: true, displayName: true },
      orderBy: { displayName: "asc" },
      take: MOST_ACTORS,
    }),
    ctx.db.apiToken.findMany({
      where: { organizationId },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
      take: MOST_ACTORS,
    }),
  ]);
  return [
    ...people.map(({ id, displayName }) => ({ id, name: displayName })),
    ...tokens.map(({ id, name }) => ({ id, name: `${name} (API token)` })),
  ];
}
