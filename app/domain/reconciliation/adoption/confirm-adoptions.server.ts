import { Prisma } from "@prisma/client";
import { z } from "zod";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { lockPlanning } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { markAdopted } from "#jobs/contracts/reconciliation.ts";
import { findUnderWay } from "../internal/adoption/find-under-way.server.ts";
import { linkProducts } from "../internal/linking/link-products.server.ts";
import { chosenProposals, type AdoptionSelection } from "./adoption-selection.server.ts";

export interface ConfirmAdoptionsInput {
  storeId: string;
  selection: AdoptionSelection;
}

export interface ConfirmedAdoptions {
  confirmed: number;
  /** Linked otherwise since they were proposed. */
  refused: number;
  /** Being uploaded right now: they stay proposed. */
  underWay: number;
  /** Not looked at for lack of time: confirm the same selection again. */
  isMore: boolean;
}

const PROPOSALS_PER_SLICE = 1_000;
const MOST_SLICES = 20;

const pairsSchema = z.array(
  z.object({ variantId: z.string(), shopifyVariantId: z.string(), shopifyInventoryItemId: z.string() }),
);

interface ProposalRow {
  id: bigint;
  shopify_product_id: string;
  product_id: string;
  handle: string;
  matched_by: string;
  pairs: unknown;
}

/**
 * Makes proposed matches links, so that uploads update those products from now on and create none of them. Slices of a
 * large selection are each all or nothing. Confirming again changes nothing. Our id is written to the products afterwards
 * by a job of its own: an upload needs the link alone, and may not come for a long time.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not adopt.
 */
export async function confirmAdoptions(
  ctx: Context,
  { storeId, selection }: ConfirmAdoptionsInput,
): Promise<ConfirmedAdoptions> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  const total: ConfirmedAdoptions = { confirmed: 0, refused: 0, underWay: 0, isMore: true };
  let after = 0n;
  for (let slice = 0; slice < MOST_SLICES && total.isMore; slice += 1) {
    const { last, ...done } = await retryConflicts(() =>
      inTransaction(ctx.db, (tx) => confirmSlice(tx, ctx, { storeId, selection, after })),
    );
    after = last;
    total.confirmed += done.confirmed;
    total.refused += done.refused;
    total.underWay += done.underWay;
    total.isMore = done.isMore;
  }
  ctx.log.info({ storeId, ...total }, "Adoptions were confirmed.");
  return total;
}

async function confirmSlice(
  tx: Tx,
  ctx: Context,
  { storeId, selection, after }: ConfirmAdoptionsInput & { after: bigint },
): Promise<ConfirmedAdoptions & { last: bigint }> {
  // No upload of these products may be planned or taken up between the look at it and the commit of the links.
  await lockPlanning(tx, ctx.organizationId);
  const proposals = await tx.$queryRaw<ProposalRow[]>`
    SELECT id, shopify_product_id, product_id, handle, matched_by, pairs FROM adoption_proposals
    WHERE store_id = ${storeId}::uuid AND organization_id = ${ctx.organizationId}::uuid AND state = 'PROPOSED'
      AND id > ${after} ${chosenProposals(selection)}
    ORDER BY id LIMIT ${PROPOSALS_PER_SLICE} FOR UPDATE`;
  const last = proposals.at(-1);
  if (!last) return { confirmed: 0, refused: 0, underWay: 0, isMore: false, last: after };
  const underWay = await findUnderWay(
    tx,
    storeId,
    proposals.map((proposal) => proposal.product_id),
  );
  const free = proposals.filter((proposal) => !underWay.has(proposal.product_id));
  await linkProducts(tx, {
    organizationId: ctx.organizationId,
    storeId,
    links: free.map((proposal) => ({
      productId: proposal.product_id,
      shopifyProductId: proposal.shopify_product_id,
      handle: proposal.handle,
      pairs: pairsSchema.parse(proposal.pairs),
      lacksIdentity: proposal.matched_by !== "CUSTOM_ID",
    })),
  });
  const confirmed = await settle(
    tx,
    ctx,
    storeId,
    free.map(({ id }) => id),
  );
  if (confirmed > 0) {
    await ctx.queue.send(tx, markAdopted, { storeId });
    const details = { products: confirmed };
    await recordActivity(tx, ctx, {
      action: "store.products-adopted",
      subjectType: "store",
      subjectId: storeId,
      details,
    });
  }
  return {
    confirmed,
    refused: free.length - confirmed,
    underWay: underWay.size,
    isMore: proposals.length === PROPOSALS_PER_SLICE,
    last: last.id,
  };
}

/** A proposal is confirmed when its link is there as it says, whoever made it. Returns how many are. */
async function settle(tx: Tx, ctx: Context, storeId: string, ids: readonly bigint[]): Promise<number> {
  const [settled] = await tx.$queryRaw<{ confirmed: number }[]>`
    WITH settled AS (
      UPDATE adoption_proposals proposal SET decided_by = ${ctx.actor.name}, decided_at = ${ctx.clock.now()},
        state = CASE WHEN ${IS_LINKED} THEN 'CONFIRMED' ELSE 'REFUSED' END::adoption_state,
        reason = CASE WHEN ${IS_LINKED} THEN NULL ELSE 'linked-otherwise' END
      WHERE proposal.id = ANY (${[...ids]}::bigint[]) AND proposal.store_id = ${storeId}::uuid
      RETURNING state
    )
    SELECT count(*) FILTER (WHERE state = 'CONFIRMED')::int AS confirmed FROM settled`;
  return settled?.confirmed ?? 0;
}

const IS_LINKED = Prisma.sql`EXISTS (
  SELECT 1 FROM product_links link
  WHERE link.store_id = proposal.store_id AND link.product_id = proposal.product_id
    AND link.shopify_product_id = proposal.shopify_product_id AND link.gone_at IS NULL)`;
