import { Prisma } from "@prisma/client";
import { z } from "zod";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, isUniqueViolation, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";

export interface DismissFindingsInput {
  storeId: string;
  findingIds: readonly string[];
}

/**
 * Puts open findings aside: they do not come back with the next run. Returns how many were open still.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not.
 */
export async function dismissFindings(ctx: Context, { storeId, findingIds }: DismissFindingsInput): Promise<number> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  const { count } = await ctx.db.reconciliationFinding.updateMany({
    where: { id: { in: findingIds.map(BigInt) }, storeId, organizationId: ctx.organizationId, state: "OPEN" },
    data: { state: "DISMISSED", decidedBy: ctx.actor.name, decidedAt: ctx.clock.now() },
  });
  return count;
}

export interface RelinkVariantInput {
  storeId: string;
  /** An open finding of the kind AMBIGUOUS_VARIANTS. */
  findingId: string;
  /** One of its candidates. */
  shopifyVariantId: string;
}

const ambiguous = z.object({
  candidates: z.array(z.object({ shopifyVariantId: z.string(), shopifyInventoryItemId: z.string().nullable() })),
});

/**
 * A person tells which variant of the shop an ambiguous one is. What it was last sent is not known, so the next upload
 * sends it anew.
 * @throws {NotFoundError} for an unknown finding, {InvalidInputError} for a variant that is none of its candidates,
 * {ConflictError} when it is settled already, or the variant has been linked otherwise meanwhile.
 */
export async function relinkVariant(ctx: Context, input: RelinkVariantInput): Promise<void> {
  await getStore(ctx, input.storeId);
  requirePermission(ctx.actor, "configure", input.storeId);
  try {
    await inTransaction(ctx.db, (tx) => relink(tx, ctx, input));
  } catch (error) {
    if (isUniqueViolation(error))
      throw new ConflictError("finding.variant-taken", "This variant is linked otherwise by now.");
    throw error;
  }
}

async function relink(tx: Tx, ctx: Context, input: RelinkVariantInput): Promise<void> {
  const { storeId, findingId, shopifyVariantId } = input;
  const where = {
    id: BigInt(findingId),
    storeId,
    organizationId: ctx.organizationId,
    kind: "AMBIGUOUS_VARIANTS",
  } as const;
  const finding = await tx.reconciliationFinding.findFirst({ where });
  if (!finding || finding.variantId === null) throw new NotFoundError("finding");
  const { candidates } = ambiguous.parse(finding.details);
  const shopifyInventoryItemId = candidates.find(
    (one) => one.shopifyVariantId === shopifyVariantId,
  )?.shopifyInventoryItemId;
  if (!shopifyInventoryItemId) {
    throw new InvalidInputError("finding.no-candidate", "This variant of the shop is none of those that may be meant.");
  }
  const { count } = await tx.reconciliationFinding.updateMany({
    where: { ...where, state: { in: ["OPEN", "DISMISSED"] } },
    data: { state: "RESOLVED", decidedBy: ctx.actor.name, decidedAt: ctx.clock.now() },
  });
  if (count === 0) throw new ConflictError("finding.settled", "This has been settled already.");
  const linked = await tx.variantLink.updateMany({
    where: { storeId, variantId: finding.variantId, goneAt: { not: null } },
    data: {
      shopifyVariantId,
      shopifyInventoryItemId,
      acceptedHash: null,
      accepted: Prisma.DbNull,
      goneAt: null,
      updatedAt: ctx.clock.now(),
    },
  });
  if (linked.count === 0) throw new ConflictError("finding.settled", "The variant has been linked again meanwhile.");
  await recordActivity(tx, ctx, {
    action: "store.variant-relinked",
    subjectType: "store",
    subjectId: storeId,
    details: { variantId: finding.variantId, shopifyVariantId },
  });
}
