import { READ_FIELDS_POINTS, UPDATE_PRODUCT_POINTS } from "#app/shopify/operation-cost.ts";
import { READ_PRODUCT_FIELDS } from "#app/shopify/operations/read-fields.ts";
import { UPDATE_PRODUCT } from "#app/shopify/operations/update-product.ts";
import { failureFromUserError, isGone } from "../../failures/decide-failure.ts";
import { changedFields } from "./changed-fields.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import type { StoreSession } from "../store-session.server.ts";

export type StepOutcome = "done" | "gone" | "ended";

/** Brings the product's own fields up to date, as far as the shop has not edited them. */
export async function updateProductFields(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  const { group, link } = work;
  if (!link || link.acceptedHash === group.productHash) return "done";
  const shop = await session.read({
    operation: READ_PRODUCT_FIELDS,
    variables: { id: link.shopifyProductId },
    points: READ_FIELDS_POINTS,
  });
  if (!shop.data.product) return forget(session, work);
  const { changes, accepted } = changedFields(group.product, link.accepted, shop.data.product);
  const product = { shopifyProductId: link.shopifyProductId, handle: null, isAccepted: true, accepted };
  if (!changes) {
    work.link = { ...link, accepted, acceptedHash: group.productHash };
    await session.settle({ groupId: group.id, product, rows: [] });
    return "done";
  }
  const performed = await session.perform(group.id, "UPDATE_PRODUCT", {
    operation: UPDATE_PRODUCT,
    variables: { product: { id: link.shopifyProductId, ...changes } },
    points: UPDATE_PRODUCT_POINTS,
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
    await session.settle({ groupId: group.id, attempt, rows: work.failAll(failure), errorCode: failure.code });
    return "ended";
  }
  const attempt = answered(performed.attemptId, performed.answer, "SUCCEEDED", payload);
  work.link = { ...link, accepted, acceptedHash: group.productHash };
  await session.settle({ groupId: group.id, attempt, product, rows: [] });
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
