import type { Prisma, UploadAttemptOutcome, UploadErrorCategory, UploadStep } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";

/** One call to Shopify for a group, without what was sent and answered, which may be large. */
export interface AttemptView {
  id: string;
  groupId: string;
  storeId: string;
  step: UploadStep;
  outcome: UploadAttemptOutcome;
  errorCategory: UploadErrorCategory | null;
  errorCode: string | null;
  errorMessage: string | null;
  costPoints: number | null;
  shopifyRequestId: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

export interface AttemptDetail extends AttemptView {
  request: Prisma.JsonValue;
  response: Prisma.JsonValue;
}

const MAX_ATTEMPTS = 200;

const columns = {
  id: true,
  groupId: true,
  storeId: true,
  step: true,
  outcome: true,
  errorCategory: true,
  errorCode: true,
  errorMessage: true,
  costPoints: true,
  shopifyRequestId: true,
  startedAt: true,
  endedAt: true,
} as const satisfies Prisma.UploadAttemptSelect;

const visibleTo = (ctx: Context) => {
  const storeId = visibleStoreId(ctx.actor);
  return { organizationId: ctx.organizationId, ...(storeId === null ? {} : { storeId }) };
};

/** The calls made for these groups, newest first, at most 200. */
export async function listAttempts(ctx: Context, groupIds: readonly string[]): Promise<AttemptView[]> {
  const attempts = await ctx.db.uploadAttempt.findMany({
    where: { ...visibleTo(ctx), groupId: { in: groupIds.map(BigInt) } },
    orderBy: { id: "desc" },
    take: MAX_ATTEMPTS,
    select: columns,
  });
  return attempts.map((attempt) => ({ ...attempt, id: String(attempt.id), groupId: String(attempt.groupId) }));
}

/** @throws {NotFoundError} when the attempt is not one of this batch's. */
export async function getAttempt(ctx: Context, batchId: string, attemptId: string): Promise<AttemptDetail> {
  const attempt = await ctx.db.uploadAttempt.findFirst({
    where: { ...visibleTo(ctx), batchId, id: BigInt(attemptId) },
    select: { ...columns, request: true, response: true },
  });
  if (!attempt) throw new NotFoundError("attempt");
  return { ...attempt, id: String(attempt.id), groupId: String(attempt.groupId) };
}
