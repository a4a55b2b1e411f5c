import type { Prisma } from "@prisma/client";
import type { Actor } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";
import type { SubjectType } from "./subject-types.ts";

export interface ActivityEntry {
  /** `<noun>.<verb in the past>`, e.g. `batch.cancelled`. */
  action: string;
  subjectType: SubjectType;
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
