import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { waitUntil } from "../wait-until.ts";
import type { ApprovalWorld, ApprovingOrganization } from "./approval-world.ts";
import { insertBare } from "./bare-insert.ts";
import { faultsOfBatch, readBatchContent } from "./check-batch.ts";
import { VARIANTS_PER_PRODUCT } from "./fill-catalog.ts";
import { sendApproval } from "./send-approval.ts";

/** Points left in the bucket of a store that gets everything: its uploads trickle while the rows are planned. */
const LEFT_POINTS = 100;

export interface ApprovalTimes {
  readonly answerMs: number;
  readonly firstCallMs: number;
}

export interface LargeApprovalTimes extends ApprovalTimes {
  readonly secondsToLastRow: number;
  readonly bareInsertSeconds: number;
}

export interface Measured<Times> {
  readonly times: Times;
  readonly wrong: readonly string[];
}

/**
 * Approves an organization's whole catalog by a filter, waits for the last row, and inserts the same rows bare.
 *
 * The store starts cold: nothing was ever uploaded to it. It has a Standard plan with an almost empty bucket, so
 * that both times come from one real run: the first call is made at once, and afterwards about nine products a second are
 * uploaded beside the planning. After the last row the store is paused, and the baseline runs with the worker at rest.
 */
export async function measureLargeApproval(
  world: ApprovalWorld,
  organization: ApprovingOrganization,
  variants: number,
): Promise<Measured<LargeApprovalTimes>> {
  const { ctx, storeId, shopDomain } = organization;
  await world.untilIdle();
  world.rig.simulator.shop(shopDomain).bucket.setAvailable(LEFT_POINTS);
  const sent = await sendApproval(world, organization, { filter: {} });
  const plannedAtMs = await waitUntil(() => isPlanned(world, sent.batchId), {
    what: "the batch is planned",
    lookEveryMs: 10,
    deadlineSeconds: 3_600,
  });
  const firstCallMs = await sent.firstCallMs;
  await pauseStore(ctx, { storeId, reason: "Its approval was measured." });
  await world.untilIdle();
  const wrong = await checkBatch(world, organization, { batchId: sent.batchId, variantIds: null, variants });
  return {
    times: {
      answerMs: sent.answerMs,
      firstCallMs,
      secondsToLastRow: (plannedAtMs - sent.requestedAtMs) / 1_000,
      bareInsertSeconds: await insertBare(world.client, sent.batchId),
    },
    wrong,
  };
}

/** Approves named variants, whose rows are planned within the request, and waits until they are in the store. */
export async function measureSmallApproval(
  world: ApprovalWorld,
  organization: ApprovingOrganization,
  variantIds: string[],
): Promise<Measured<ApprovalTimes>> {
  await world.untilIdle();
  const { batchId, answerMs, firstCallMs } = await sendApproval(world, organization, { variantIds });
  const times = { answerMs, firstCallMs: await firstCallMs };
  await waitUntil(() => isEnded(world, batchId), {
    what: "the batch has ended",
    lookEveryMs: 50,
    deadlineSeconds: 300,
  });
  const wrong = await checkBatch(world, organization, { batchId, variantIds, variants: variantIds.length });
  const { rowsSucceeded } = await organization.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  if (rowsSucceeded !== variantIds.length)
    wrong.push(`An approval of ${variantIds.length} variants: ${rowsSucceeded} of them were uploaded.`);
  return { times, wrong };
}

async function checkBatch(
  { client }: ApprovalWorld,
  { ctx, shopDomain }: ApprovingOrganization,
  { batchId, variantIds, variants }: { batchId: string; variantIds: string[] | null; variants: number },
): Promise<string[]> {
  const content = await readBatchContent(client, { batchId, organizationId: ctx.organizationId, variantIds });
  const products = Math.ceil(variants / VARIANTS_PER_PRODUCT);
  return faultsOfBatch(`${variants} variants for ${shopDomain}`, content, { variants, products });
}

async function isPlanned({ client }: ApprovalWorld, batchId: string): Promise<boolean> {
  const found = await client.query<{ planned: boolean }>(
    "SELECT planned_at IS NOT NULL AS planned FROM shopify_upload_batches WHERE id = $1",
    [batchId],
  );
  return found.rows[0]?.planned === true;
}

async function isEnded({ client }: ApprovalWorld, batchId: string): Promise<boolean> {
  const found = await client.query<{ ended: boolean }>(
    "SELECT completed_at IS NOT NULL AS ended FROM shopify_upload_batches WHERE id = $1",
    [batchId],
  );
  return found.rows[0]?.ended === true;
}
