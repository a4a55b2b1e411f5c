import { addVariantsPoints } from "#app/shopify/operation-cost.ts";
import { ADD_VARIANTS } from "#app/shopify/operations/update-product.ts";
import type { ClaimedRow } from "../claims/claimed-group.ts";
import { failureFromUserError, isGone, isTriedAgain, variantIndex } from "../../failures/decide-failure.ts";
import type { RowFailure, UserError } from "../../failures/row-failure.ts";
import { findVariantOwners } from "../find-variant-owners.server.ts";
import { learnMedia, readKnownMedia } from "./known-media.server.ts";
import { matchVariants } from "./match-variants.ts";
import { addedMedia, addInput } from "./product-input.ts";
import type { RowResult } from "../settling/settlement.ts";
import { VARIANTS_PER_CALL } from "../../upload-limits.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, endTryWithPassingFault } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { readAllVariants, toShopVariant } from "./read-variants.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { forget, type StepOutcome } from "./update-product.server.ts";

/** Adds the variants that the Shopify product does not have yet; others of the product are left as they are. */
export async function addVariants(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  const known = await readKnownMedia(
    session,
    work,
    work.rows.filter((row) => !row.link),
  );
  for (;;) {
    const missing = work.rows.filter((row) => !row.link);
    const rows = missing.slice(0, VARIANTS_PER_CALL);
    if (rows.length === 0 || !work.link) return work.isDone ? "ended" : "done";
    const productId = work.link.shopifyProductId;
    const media = addedMedia(rows, known);
    const withMedia = media.length > 0 && missing.length > rows.length;
    const performed = await session.perform(work.group.id, "ADD_VARIANTS", {
      operation: ADD_VARIANTS,
      variables: {
        productId,
        variants: addInput(work.group.product, rows, known),
        ...(media.length === 0 ? {} : { media }),
        withMedia,
      },
      points: addVariantsPoints(rows.length, withMedia),
    });
    if (performed.error) {
      await endTryWithError(session, work, "ADD_VARIANTS", performed);
      return "ended";
    }
    const { answer, attemptId } = performed;
    const payload = answer.data.productVariantsBulkCreate;
    const errors: readonly UserError[] = payload?.userErrors ?? [];
    if (isGone(errors)) return forget(session, work, answered(attemptId, answer, "REFUSED", payload, errors));
    if (errors.length > 0) {
      const attempt = answered(attemptId, answer, "REFUSED", payload, errors);
      const outcome = await settleRefusal(session, work, rows, errors, attempt);
      if (outcome !== "done") return outcome;
      continue;
    }
    const made = payload?.productVariants ?? [];
    const { matched, unmatched } = matchVariants(rows, made.map(toShopVariant));
    learnMedia(known, matched, made);
    await session.settle({
      groupId: work.group.id,
      attempt: answered(attemptId, answer, "SUCCEEDED", payload),
      sentImages: media.length > 0,
      product: { shopifyProductId: productId, handle: null, isAccepted: false },
      madeVariants: true,
      isUnclear: false,
      rows: [
        ...matched.map(({ row, found }) => work.succeed(row, found)),
        ...unmatched.map((row) => work.fail(row, VARIANT_NOT_FOUND)),
      ],
    });
  }
}

const VARIANT_NOT_FOUND: RowFailure = {
  category: "UNKNOWN",
  code: "upload.variant-not-found",
  message: "Shopify took the variant, but it could not be told apart among the product's variants.",
  field: null,
};

const isTaken = (error: UserError): boolean =>
  error.code === "VARIANT_ALREADY_EXISTS" || error.code === "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE";

/**
 * Nothing was made. Variants that exist already are taken over, unless they are linked to another variant of ours (of
 * which an option value was renamed here, and the old one given to a new variant): those fail as duplicates, as
 * whatever else is named fails. The rest is sent again.
 */
async function settleRefusal(
  session: StoreSession,
  work: GroupWork,
  rows: readonly ClaimedRow[],
  errors: readonly UserError[],
  attempt: ReturnType<typeof answered>,
): Promise<StepOutcome> {
  const named = errors.map((error) => ({ error, row: rows[variantIndex(error) ?? -1] }));
  const passing = errors.map(failureFromUserError).find((failure) => isTriedAgain(failure, work.group.errorCode));
  if (passing) {
    await endTryWithPassingFault(session, work, attempt, passing);
    return "ended";
  }
  const ofProduct = named.find(({ row }) => !row);
  if (ofProduct) {
    const failure = failureFromUserError(ofProduct.error);
    await session.settle({ groupId: work.group.id, attempt, rows: work.failAll(failure), errorCode: failure.code });
    return "ended";
  }
  const taken = named.flatMap(({ row, error }) => (row && isTaken(error) ? [row] : []));
  const asksShop = taken.length > 0 && work.link !== null;
  // The read may fail and end the try: what was answered is on record before.
  if (asksShop) await session.settle({ groupId: work.group.id, attempt, rows: [] });
  const existing =
    asksShop && work.link ? await readAllVariants(session, work.link.shopifyProductId, work.rows.length) : [];
  if (existing === null) return forget(session, work);
  const owners = await findVariantOwners(session.runtime.db, session.storeId, existing);
  const { matched } = matchVariants(taken, existing, owners);
  const adopted = new Set(matched.map(({ row }) => row.id));
  const results: RowResult[] = matched.map(({ row, found: { shopifyVariantId, shopifyInventoryItemId } }) => {
    work.tie(row, { shopifyVariantId, shopifyInventoryItemId, acceptedHash: null });
    return { rowId: row.id, status: "LINKED", tie: { shopifyVariantId, shopifyInventoryItemId } };
  });
  const failures = new Map(
    named.flatMap(({ row, error }) =>
      row && !adopted.has(row.id) ? [[row.id, { row, failure: failureFromUserError(error) }]] : [],
    ),
  );
  for (const { row, failure } of failures.values()) results.push(work.fail(row, failure));
  const [firstFailure] = failures.values();
  await session.settle({
    groupId: work.group.id,
    ...(asksShop ? {} : { attempt }),
    rows: results,
    ...(firstFailure ? { errorCode: firstFailure.failure.code } : {}),
  });
  return work.isDone ? "ended" : "done";
}
