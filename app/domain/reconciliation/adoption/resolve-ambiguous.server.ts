import { z } from "zod";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { lockPlanning } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { markAdopted } from "#jobs/contracts/reconciliation.ts";
import { findUnderWay } from "../internal/adoption/find-under-way.server.ts";
import { linkProducts } from "../internal/linking/link-products.server.ts";

export interface ResolveAmbiguousInput {
  storeId: string;
  proposalId: string;
  /** The one of its candidates that is meant. */
  productId: string;
}

const candidatesSchema = z.array(
  z.object({
    productId: z.string(),
    pairs: z.array(
      z.object({ variantId: z.string(), shopifyVariantId: z.string(), shopifyInventoryItemId: z.string() }),
    ),
  }),
);

/**
 * A person tells which product of the catalog an ambiguous product of the shop is. Its variants are tied as far as they
 * are told apart; the rest is matched, or added, by its next upload.
 * @throws {NotFoundError} for an unknown proposal, {InvalidInputError} for a product that is none of its candidates,
 * {ConflictError} when it is decided already, one of the two is linked otherwise, or an upload is at it right now.
 */
export async function resolveAmbiguous(ctx: Context, input: ResolveAmbiguousInput): Promise<void> {
  await getStore(ctx, input.storeId);
  requirePermission(ctx.actor, "configure", input.storeId);
  await retryConflicts(() => inTransaction(ctx.db, (tx) => resolve(tx, ctx, input)));
}

async function resolve(tx: Tx, ctx: Context, { storeId, proposalId, productId }: ResolveAmbiguousInput): Promise<void> {
  await lockPlanning(tx, ctx.organizationId);
  const where = { id: BigInt(proposalId), storeId, organizationId: ctx.organizationId };
  const proposal = await tx.adoptionProposal.findFirst({ where });
  if (!proposal) throw new NotFoundError("adoption");
  const candidate = candidatesSchema.parse(proposal.candidates).find((one) => one.productId === productId);
  if (!candidate) {
    throw new InvalidInputError(
      "adoption.no-candidate",
      "This product of the catalog is none of those that may be meant.",
    );
  }
  const { count } = await tx.adoptionProposal.updateMany({
    where: { ...where, state: "AMBIGUOUS" },
    data: {
      state: "CONFIRMED",
      productId,
      pairs: candidate.pairs,
      reason: null,
      decidedBy: ctx.actor.name,
      decidedAt: ctx.clock.now(),
    },
  });
  if (count === 0) throw new ConflictError("adoption.decided", "This has been decided already.");
  if ((await findUnderWay(tx, storeId, [productId])).size > 0) {
    throw new ConflictError(
      "adoption.upload-under-way",
      "The product is being uploaded right now. Try again when it is done.",
    );
  }
  const { shopifyProductId, handle, matchedBy } = proposal;
  const link = {
    productId,
    shopifyProductId,
    handle,
    pairs: candidate.pairs,
    lacksIdentity: matchedBy !== "CUSTOM_ID",
  };
  const linked = await linkProducts(tx, { organizationId: ctx.organizationId, storeId, links: [link] });
  if (!linked.has(productId)) {
    throw new ConflictError("adoption.linked-otherwise", "One of the two products is linked otherwise by now.");
  }
  await ctx.queue.send(tx, markAdopted, { storeId });
  const details = { productId, shopifyProductId };
  await recordActivity(tx, ctx, {
    action: "store.products-adopted",
    subjectType: "store",
    subjectId: storeId,
    details,
  });
}
