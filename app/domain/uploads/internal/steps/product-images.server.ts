import { DELETE_MEDIA_POINTS } from "#app/shopify/operation-cost.ts";
import { DELETE_MEDIA } from "#app/shopify/operations/update-product.ts";
import { isGone } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import type { ProductTie } from "../claims/claimed-group.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { answered } from "./attempt-results.ts";
import { changedImages, type ImageChanges, type ImagePlan, type ShownMedium } from "../fields/changed-images.ts";
import { endTryWithError } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { imageName } from "../fields/image-name.ts";
import type { AttemptResult } from "../settling/settlement.ts";

interface MediumNode {
  id: string;
  status: string;
  image?: { url: unknown } | null;
}

export const toShownMedium = ({ id, status, image }: MediumNode): ShownMedium => ({
  id,
  name: image ? imageName(String(image.url)) : null,
  isProcessing: status === "PROCESSING" || status === "UPLOADED",
});

/**
 * Decides about a product's images. Null: an earlier call may have added them, and what is still processed may be they;
 * later they have names.
 */
export async function decideImages(
  session: StoreSession,
  work: GroupWork,
  { plan, link, media }: { plan: ImagePlan; link: ProductTie; media: readonly ShownMedium[] },
): Promise<ImageChanges | null> {
  const mayBeThere = await isAddingUnclear(session, work);
  if (mayBeThere && media.some(({ isProcessing }) => isProcessing)) return null;
  const shownByVariants = await findShownByVariants(session, work, plan.dropped);
  return changedImages(work.group.product, link.accepted, { media, shownByVariants, mayBeThere });
}

async function isAddingUnclear({ runtime }: StoreSession, { group }: GroupWork): Promise<boolean> {
  const [found] = await runtime.db.$queryRaw<{ is_unclear: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM upload_attempts WHERE group_id = ${group.id} AND step = 'UPDATE_PRODUCT'
      AND outcome IN ('INTENT', 'UNKNOWN') AND request ? 'media') AS is_unclear`;
  return found?.is_unclear ?? false;
}

/** A medium that is deleted vanishes from its variants too. */
async function findShownByVariants(
  { runtime, storeId }: StoreSession,
  { group }: GroupWork,
  urls: readonly string[],
): Promise<Set<string>> {
  if (urls.length === 0) return new Set();
  const found = await runtime.db.$queryRaw<{ url: string }[]>`
    SELECT DISTINCT accepted ->> 'imageUrl' AS url FROM variant_links
    WHERE store_id = ${storeId}::uuid AND product_id = ${group.productId}::uuid AND gone_at IS NULL
      AND accepted ->> 'imageUrl' = ANY (${[...urls]}::text[])`;
  return new Set(found.map(({ url }) => url));
}

export interface Deletion {
  outcome: "deleted" | "refused" | "gone" | "ended";
  attempt?: AttemptResult;
}

/** Deletes media of the product. That somebody was faster is no failure, nor is any other refusal: the images stay. */
export async function deleteMedia(
  session: StoreSession,
  work: GroupWork,
  { link, mediaIds }: { link: ProductTie; mediaIds: readonly string[] },
): Promise<Deletion> {
  const performed = await session.perform(work.group.id, "UPDATE_PRODUCT", {
    operation: DELETE_MEDIA,
    variables: { productId: link.shopifyProductId, mediaIds: [...mediaIds] },
    points: DELETE_MEDIA_POINTS,
  });
  if (performed.error) {
    await endTryWithError(session, work, "UPDATE_PRODUCT", performed);
    return { outcome: "ended" };
  }
  const payload = performed.answer.data.productDeleteMedia;
  const errors: readonly UserError[] = payload?.mediaUserErrors ?? [];
  const outcome = errors.length > 0 ? "REFUSED" : "SUCCEEDED";
  const attempt = answered(performed.attemptId, performed.answer, outcome, payload, errors);
  if (isGone(errors)) return { outcome: "gone", attempt };
  await session.settle({ groupId: work.group.id, attempt, rows: [] });
  const isDone = errors.every(({ code }) => code === "MEDIA_DOES_NOT_EXIST");
  return { outcome: isDone ? "deleted" : "refused" };
}
