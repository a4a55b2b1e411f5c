import type { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import { acceptedContentSchema, type AcceptedContent } from "../snapshot.ts";

/** Contents that are compared with the shop; what is older was overtaken. */
const MAX_CONTENTS = 5;

/**
 * Contents of a product whose updates were answered to nobody since one was accepted last, newest first: any of them may
 * be what the shop has. What was sent before is none of them: a merchant who goes back to it by hand has edited it.
 */
export async function findUnansweredUpdates(
  db: Db,
  { storeId, productId }: { storeId: string; productId: string },
): Promise<AcceptedContent[]> {
  const accepted = await db.uploadAttempt.findFirst({
    where: { step: "UPDATE_PRODUCT", outcome: "SUCCEEDED", group: { storeId, productId } },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  const isUnanswered = {
    step: "UPDATE_PRODUCT",
    outcome: { in: ["INTENT", "UNKNOWN"] },
    id: { gt: accepted?.id ?? 0n },
  } satisfies Prisma.UploadAttemptWhereInput;
  const groups = await db.uploadGroup.findMany({
    where: { storeId, productId, attempts: { some: isUnanswered } },
    orderBy: { id: "desc" },
    take: MAX_CONTENTS,
    select: { payload: true },
  });
  return groups.flatMap(({ payload }) => {
    const content = acceptedContentSchema.safeParse(payload);
    return content.success ? [content.data] : [];
  });
}
