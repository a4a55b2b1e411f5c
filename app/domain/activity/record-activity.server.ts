import type { Prisma } from "@prisma/client";
import type { Actor } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";

export interface ActivityEntry {
  /** `<noun>.<verb in the past>`, e.g. `batch.cancelled`. */
  action: string;
  subjectType:
    | "approval"
    | "batch"
    | "category"
    | "code"
    | "import"
    | "inventory-run"
    | "notification-rule"
    | "member"
    | "organization"
    | "product"
    | "route"
    | "store"
    | "token";
  subjectId: string;
  details?: Prisma.InputJsonObject;
}

/** Appends who did what. Call it in the transaction that did it. */
export async function recordActivity(
  db: Db,
  { organizationId, actor }: { organizationId: string; actor: Actor },
  entry: ActivityEntry,
): Promise<void> {
  await db.activity.create({
    data: {
      organizationId,
      actorType: actor.type,
      actorId: actor.id,
      actorName: actor.name,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      details: entry.details ?? {},
    },
  });
}
