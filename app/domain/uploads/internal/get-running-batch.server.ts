import type { ShopifyUploadBatch } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import { isBatchTerminal } from "../transitions.ts";

/**
 * The batch that somebody wants to steer.
 * @throws {ForbiddenError} for who may not, {NotFoundError} when the organization has no such batch.
 * @throws {ConflictError} when it has ended, or is about to because it was cancelled.
 */
export async function getRunningBatch(ctx: Context, batchId: string): Promise<ShopifyUploadBatch> {
  requirePermission(ctx.actor, "upload");
  const batch = await ctx.db.shopifyUploadBatch.findFirst({
    where: { id: batchId, organizationId: ctx.organizationId },
  });
  if (!batch) throw new NotFoundError("batch");
  if (isBatchTerminal(batch.status)) {
    throw new ConflictError(
      "batch.already-ended",
      "This batch has ended already. Retry its failed rows, or approve the products again.",
    );
  }
  if (batch.cancelRequestedAt !== null) {
    throw new ConflictError(
      "batch.being-cancelled",
      "This batch is being cancelled, and nothing more of it is sent. Approve its products again to upload them.",
    );
  }
  return batch;
}
