import { MissingScopeError, ShopifyError } from "#app/shopify/errors.ts";
import { READ_STATUS_POINTS, UNPUBLISH_POINTS, UPDATE_PRODUCT_POINTS } from "#app/shopify/operation-cost.ts";
import { UNPUBLISH_PRODUCT } from "#app/shopify/operations/publish.ts";
import { READ_PRODUCT_STATUS } from "#app/shopify/operations/read-fields.ts";
import { UPDATE_PRODUCT } from "#app/shopify/operations/update-product.ts";
import { failureFromShopifyError, failureFromUserError, isGone, isTriedAgain } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import type { ProductTie } from "../claims/claimed-group.ts";
import type { AttemptResult } from "../settling/settlement.ts";
import { answered } from "../steps/attempt-results.ts";
import { endTryAfterRead, endTryWithError, endTryWithPassingFault } from "../steps/end-try.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import type { DepartingWork } from "./departing-work.ts";

/**
 * Takes one product off sale in the store that it no longer goes to. The product, its variants and their links stay. Each
 * call can be repeated without harm, so nothing is looked up after a lost answer.
 * @throws {StoreClosedError} when the store refuses the app. @throws {CallsEndedError} when the claim is gone.
 */
export async function departGroup(session: StoreSession, work: DepartingWork): Promise<void> {
  const { id: groupId } = work.group;
  const { link } = work;
  if (work.isDone) return session.settle({ groupId, rows: [] });
  if (!link) return session.settle({ groupId, rows: work.skipAll("GONE_FROM_SHOP") });
  try {
    await (work.group.rule === "ARCHIVE" ? archive(session, work, link) : unpublish(session, work, link));
  } catch (error) {
    if (!(error instanceof ShopifyError) || work.isDone) throw error;
    await endTryAfterRead(session, work, error);
  }
}

/** What a merchant has archived, or keeps as a draft, stays as it is: what the app did not do it does not undo either. */
async function archive(session: StoreSession, work: DepartingWork, link: ProductTie): Promise<void> {
  const { id: groupId } = work.group;
  const { data } = await session.read({
    operation: READ_PRODUCT_STATUS,
    variables: { id: link.shopifyProductId },
    points: READ_STATUS_POINTS,
  });
  if (!data.product) return endGone(session, work);
  const { status } = data.product;
  if (status === "ARCHIVED" && work.group.isUnclear) return endDeparted(session, work, link);
  if (status === "ARCHIVED" || status === "DRAFT") return endUnchanged(session, work, link);
  const performed = await session.perform(groupId, "ARCHIVE_PRODUCT", {
    operation: UPDATE_PRODUCT,
    variables: { product: { id: link.shopifyProductId, status: "ARCHIVED" } },
    points: UPDATE_PRODUCT_POINTS,
  });
  if (performed.error) return endTryWithError(session, work, "ARCHIVE_PRODUCT", performed);
  const payload = performed.answer.data.productUpdate;
  const errors: readonly UserError[] = payload?.userErrors ?? [];
  const outcome = errors.length > 0 ? "REFUSED" : "SUCCEEDED";
  const attempt = answered(performed.attemptId, performed.answer, outcome, payload, errors);
  if (errors.length > 0) return endRefused(session, work, attempt, errors);
  await endDeparted(session, work, link, attempt);
}

/** Out of the publications that the app has put it in; what a merchant did beside them is left alone. */
async function unpublish(session: StoreSession, work: DepartingWork, link: ProductTie): Promise<void> {
  const { id: groupId } = work.group;
  let left = [...(link.publishedTo ?? [])];
  if (left.length === 0) return endUnchanged(session, work, link);
  for (;;) {
    const performed = await session.perform(groupId, "UNPUBLISH", {
      operation: UNPUBLISH_PRODUCT,
      variables: { id: link.shopifyProductId, publications: left.map((publicationId) => ({ publicationId })) },
      points: UNPUBLISH_POINTS,
    });
    if (performed.error instanceof MissingScopeError) {
      const failure = failureFromShopifyError(performed.error);
      const attempt = { ...answered(performed.attemptId, performed.error.facts, "FAILED", null), failure };
      return session.settle({ groupId, attempt, rows: work.failAll(failure), errorCode: failure.code });
    }
    if (performed.error) return endTryWithError(session, work, "UNPUBLISH", performed);
    const payload = performed.answer.data.publishableUnpublish;
    const errors: readonly UserError[] = payload?.userErrors ?? [];
    const outcome = errors.length > 0 ? "REFUSED" : "SUCCEEDED";
    const attempt = answered(performed.attemptId, performed.answer, outcome, payload, errors);
    const refused = refusedPublications(errors);
    if (errors.length > 0 && (isGone(errors) || refused === null)) return endRefused(session, work, attempt, errors);
    left = refused === null || errors.length === 0 ? [] : left.filter((_, index) => !refused.has(index));
    if (left.length === 0) return endDeparted(session, work, link, attempt);
    await session.settle({ groupId, attempt, rows: [] });
  }
}

/** Publications that the shop does not have any more refuse the whole call; null when the errors are about something else. */
function refusedPublications(errors: readonly UserError[]): ReadonlySet<number> | null {
  const indices = errors.map(({ field }) => Number(field?.[0] === "input" ? field[1] : Number.NaN));
  return indices.every(Number.isInteger) ? new Set(indices) : null;
}

function endDeparted(
  session: StoreSession,
  work: DepartingWork,
  link: ProductTie,
  attempt?: AttemptResult,
): Promise<void> {
  const { id: groupId, rule } = work.group;
  const accepted =
    rule === "ARCHIVE" && link.accepted ? { accepted: { ...link.accepted, status: "ARCHIVED" as const } } : {};
  return session.settle({
    groupId,
    ...(attempt ? { attempt } : {}),
    departed: { by: rule },
    product: { shopifyProductId: link.shopifyProductId, handle: null, isAccepted: false, ...accepted },
    isUnclear: false,
    rows: work.succeedAll(),
  });
}

const endUnchanged = (session: StoreSession, work: DepartingWork, link: ProductTie): Promise<void> =>
  session.settle({
    groupId: work.group.id,
    departed: link.departed ?? { by: null },
    rows: work.skipAll("OFF_SALE_ALREADY"),
  });

const endGone = (session: StoreSession, work: DepartingWork, attempt?: AttemptResult): Promise<void> =>
  session.settle({
    groupId: work.group.id,
    ...(attempt ? { attempt } : {}),
    isProductGone: true,
    rows: work.skipAll("GONE_FROM_SHOP"),
  });

async function endRefused(
  session: StoreSession,
  work: DepartingWork,
  attempt: AttemptResult,
  errors: readonly UserError[],
): Promise<void> {
  const [first] = errors;
  if (isGone(errors) || !first) return endGone(session, work, attempt);
  const failure = failureFromUserError(first);
  if (isTriedAgain(failure, work.group.errorCode)) return endTryWithPassingFault(session, work, attempt, failure);
  await session.settle({
    groupId: work.group.id,
    attempt,
    rows: work.failAll(failure),
    errorCode: failure.code,
  });
}
