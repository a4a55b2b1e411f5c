import type { CreateMediaInput, ProductUpdateInput } from "#app/generated/admin/admin.types.d.ts";
import { readFieldsPoints, updateProductPoints } from "#app/shopify/operation-cost.ts";
import { READ_PRODUCT_FIELDS } from "#app/shopify/operations/read-fields.ts";
import { UPDATE_PRODUCT } from "#app/shopify/operations/update-product.ts";
import { failureFromUserError, isGone, isTriedAgain } from "../../failures/decide-failure.ts";
import type { ProductTie } from "../claims/claimed-group.ts";
import type { AcceptedContent } from "../snapshot.ts";
import { backOnSale } from "../fields/back-on-sale.ts";
import { acceptedAsShown, seemsEdited } from "../fields/accepted-as-shown.ts";
import { changedFields, planQuestions } from "../fields/changed-fields.ts";
import { planImages, type ImagePlan } from "../fields/changed-images.ts";
import type { ShopFields } from "../fields/product-fields.ts";
import { decideImages, deleteMedia, toShownMedium } from "./product-images.server.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, endTryWithPassingFault } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { findUnansweredUpdates } from "../fields/unanswered-updates.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";

export type StepOutcome = "done" | "gone" | "ended";

/** Brings the product's own fields and images up to date, each as far as its mode on the route lets it. */
export async function updateProductFields(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  const { group, link } = work;
  if (!link || link.acceptedHash === group.productHash) return "done";
  const plan = planImages(group.product, link.accepted);
  const shop = await readFields(session, work, { link, plan });
  if (!shop) return forget(session, work);
  const accepts = await knownAccepted(session, work, link, shop.fields);
  const fields = backOnSale(changedFields(group.product, accepts, shop.fields), {
    product: group.product,
    link,
    shop: shop.fields,
  });
  const images = plan.isAsked ? await decideImages(session, work, { plan, link, media: shop.media }) : NO_IMAGES;
  if (!images) {
    await session.settle({ groupId: group.id, rows: work.postpone(), dueInSeconds: PROCESSING_SECONDS });
    return "ended";
  }
  const mediaIds = images.toDelete;
  const deletion = mediaIds.length === 0 ? null : await deleteMedia(session, work, { link, mediaIds });
  if (deletion?.outcome === "gone") return forget(session, work, deletion.attempt);
  if (deletion?.outcome === "ended") return "ended";
  const acceptedImages = deletion?.outcome === "refused" ? images.acceptedUndeleted : images.accepted;
  const accepted = { ...fields.accepted, ...(acceptedImages ? { images: acceptedImages } : {}) };
  return sendFields(session, work, { link, accepted, changes: fields.changes, media: images.toAdd });
}

/** How long a product waits whose images are processed, when they have to be told apart. */
const PROCESSING_SECONDS = 5;

const NO_IMAGES = { toAdd: [], toDelete: [], accepted: null, acceptedUndeleted: null };

/** What the shop accepted last, be it that nobody heard of it. */
async function knownAccepted(
  { runtime, storeId }: StoreSession,
  { group: { product, productId } }: GroupWork,
  { accepted }: ProductTie,
  shop: ShopFields,
): Promise<AcceptedContent | null> {
  const shown = { product, accepted, shop };
  if (!seemsEdited(shown)) return accepted;
  return acceptedAsShown(shown, await findUnansweredUpdates(runtime.db, { storeId, productId }));
}

async function readFields(
  session: StoreSession,
  { group }: GroupWork,
  { link, plan }: { link: ProductTie; plan: ImagePlan },
) {
  const { isDetailAsked, metafields } = planQuestions(group.product, link.accepted);
  const questions = {
    withDetails: isDetailAsked,
    withMetafields: metafields.length > 0,
    metafieldCount: Math.max(1, metafields.length),
    withMedia: plan.isAsked,
  };
  const { data } = await session.read({
    operation: READ_PRODUCT_FIELDS,
    variables: {
      id: link.shopifyProductId,
      ...questions,
      metafieldKeys: metafields.map(({ namespace, key }) => `${namespace}.${key}`),
    },
    points: readFieldsPoints(questions),
  });
  if (!data.product) return null;
  const { metafields: shown, media, ...fields } = data.product;
  return {
    fields: { ...fields, metafields: shown?.nodes ?? [] },
    media: (media?.nodes ?? []).map(toShownMedium),
  };
}

interface FieldUpdate {
  link: ProductTie;
  accepted: AcceptedContent;
  changes: Omit<ProductUpdateInput, "id"> | null;
  media: CreateMediaInput[];
}

async function sendFields(session: StoreSession, work: GroupWork, update: FieldUpdate): Promise<StepOutcome> {
  const { group } = work;
  const { link, accepted, changes, media } = update;
  const product = { shopifyProductId: link.shopifyProductId, handle: null, isAccepted: true, accepted };
  if (!changes && media.length === 0) {
    work.link = { ...link, accepted, acceptedHash: group.productHash };
    await session.settle({ groupId: group.id, product, rows: [] });
    return "done";
  }
  const performed = await session.perform(group.id, "UPDATE_PRODUCT", {
    operation: UPDATE_PRODUCT,
    variables: {
      product: { id: link.shopifyProductId, ...changes },
      ...(media.length === 0 ? {} : { media }),
    },
    points: updateProductPoints(changes?.metafields?.length ?? 0),
  });
  if (performed.error) {
    await endTryWithError(session, work, "UPDATE_PRODUCT", performed);
    return "ended";
  }
  const payload = performed.answer.data.productUpdate;
  const errors = payload?.userErrors ?? [];
  const [first] = errors;
  if (first) {
    const attempt = answered(performed.attemptId, performed.answer, "REFUSED", payload, errors);
    if (isGone(errors)) return forget(session, work, attempt);
    const failure = failureFromUserError(first);
    if (isTriedAgain(failure, group.errorCode)) await endTryWithPassingFault(session, work, attempt, failure);
    else await session.settle({ groupId: group.id, attempt, rows: work.failAll(failure), errorCode: failure.code });
    return "ended";
  }
  const attempt = answered(performed.attemptId, performed.answer, "SUCCEEDED", payload);
  work.link = { ...link, accepted, acceptedHash: group.productHash };
  await session.settle({ groupId: group.id, attempt, product, sentImages: media.length > 0, rows: [] });
  return "done";
}

/** The product was deleted in the shop: its links end, and it is created anew. */
export async function forget(
  session: StoreSession,
  work: GroupWork,
  attempt?: ReturnType<typeof answered>,
): Promise<"gone"> {
  await session.settle({ groupId: work.group.id, isProductGone: true, rows: [], ...(attempt ? { attempt } : {}) });
  work.forgetProduct();
  return "gone";
}
