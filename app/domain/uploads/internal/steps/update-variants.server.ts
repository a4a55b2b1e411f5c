import { updateVariantsPoints } from "#app/shopify/operation-cost.ts";
import { UPDATE_VARIANTS } from "#app/shopify/operations/update-product.ts";
import { failureFromUserError, isTriedAgain, variantIndex } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import { updateInput } from "./product-input.ts";
import type { RowResult } from "../settlement.ts";
import { VARIANTS_PER_CALL } from "../../upload-limits.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, endTryWithPassingFault } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import type { StoreSession } from "../store-session.server.ts";
import { forget, type StepOutcome } from "./update-product.server.ts";

/**
 * Brings linked variants up to date. A variant whose content Shopify accepted already needs no call; one that was
 * deleted in the shop loses its tie and is added by the next step.
 */
export async function updateVariants(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  await settleUnchanged(session, work);
  for (;;) {
    const rows = work.rows.filter((row) => row.link).slice(0, VARIANTS_PER_CALL);
    if (rows.length === 0 || !work.link) return work.isDone ? "ended" : "done";
    const productId = work.link.shopifyProductId;
    const performed = await session.perform(work.group.id, "UPDATE_VARIANTS", {
      operation: UPDATE_VARIANTS,
      variables: { productId, variants: updateInput(rows) },
      points: updateVariantsPoints(rows.length),
    });
    if (performed.error) {
      await endTryWithError(session, work, "UPDATE_VARIANTS", performed);
      return "ended";
    }
    const { answer, attemptId } = performed;
    const payload = answer.data.productVariantsBulkUpdate;
    const errors: readonly UserError[] = payload?.userErrors ?? [];
    const attempt = answered(attemptId, answer, errors.length > 0 ? "REFUSED" : "SUCCEEDED", payload, errors);
    if (errors.some((error) => error.code === "PRODUCT_DOES_NOT_EXIST")) return forget(session, work, attempt);
    const ofProduct = errors.find((error) => variantIndex(error) === null);
    if (ofProduct) {
      const failure = failureFromUserError(ofProduct);
      if (isTriedAgain(failure, work.group.errorCode)) await endTryWithPassingFault(session, work, attempt, failure);
      else
        await session.settle({ groupId: work.group.id, attempt, rows: work.failAll(failure), errorCode: failure.code });
      return "ended";
    }
    const errorOf = new Map(errors.map((error) => [variantIndex(error), error]));
    const isPassing = (error: UserError) =>
      error.code !== VARIANT_GONE && isTriedAgain(failureFromUserError(error), work.group.errorCode);
    const results = rows.flatMap((row, index): RowResult[] => {
      const error = errorOf.get(index);
      if (!error && row.link) return [work.succeed(row, row.link)];
      if (!error || error.code === VARIANT_GONE) {
        work.untie(row);
        return [];
      }
      return isPassing(error) ? [] : [work.fail(row, failureFromUserError(error))];
    });
    const passing = errors.find(isPassing);
    const [firstError] = errors;
    await session.settle({
      groupId: work.group.id,
      ...(passing ? {} : { attempt }),
      product: { shopifyProductId: productId, handle: null, isAccepted: false },
      isUnclear: false,
      rows: results,
      ...(firstError ? { errorCode: failureFromUserError(firstError).code } : {}),
    });
    if (passing) {
      await endTryWithPassingFault(session, work, attempt, failureFromUserError(passing));
      return "ended";
    }
  }
}

const VARIANT_GONE = "PRODUCT_VARIANT_DOES_NOT_EXIST";

async function settleUnchanged(session: StoreSession, work: GroupWork): Promise<void> {
  const unchanged = work.rows.filter((row) => row.link?.acceptedHash === row.hash);
  if (unchanged.length === 0 || !work.link) return;
  await session.settle({
    groupId: work.group.id,
    product: { shopifyProductId: work.link.shopifyProductId, handle: null, isAccepted: false },
    rows: unchanged.flatMap((row) => (row.link ? [work.succeed(row, row.link)] : [])),
  });
}
