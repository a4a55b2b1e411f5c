import { updateVariantsPoints } from "#app/shopify/operation-cost.ts";
import { UPDATE_VARIANTS } from "#app/shopify/operations/update-product.ts";
import { failureFromUserError, isTriedAgain, variantIndex } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import { decideRow, linkedRows, readShownVariants, type ShownVariants } from "./shown-variants.server.ts";
import { readKnownMedia, type KnownMedia } from "./known-media.server.ts";
import { addedMedia, updateInput } from "./product-input.ts";
import type { ProductSnapshot } from "../snapshot.ts";
import type { RowResult } from "../settling/settlement.ts";
import { VARIANTS_PER_CALL } from "../../upload-limits.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, endTryWithPassingFault } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { forget, type StepOutcome } from "./update-product.server.ts";

/**
 * Brings linked variants up to date, each field as far as its mode on the route lets it. A variant whose content Shopify
 * accepted already needs no call; one that was deleted in the shop loses its tie and is added by the next step.
 */
export async function updateVariants(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  await settleUnchanged(session, work);
  const shown = await readShownVariants(session, work);
  if (shown === "gone") return forget(session, work);
  await settleUnsent(session, work, shown);
  for (;;) {
    const updated = linkedRows(work)
      .slice(0, VARIANTS_PER_CALL)
      .map((row) => ({ row, changes: decideRow(work, row, shown) }));
    const rows = updated.map(({ row }) => row);
    if (rows.length === 0 || !work.link) return work.isDone ? "ended" : "done";
    const productId = work.link.shopifyProductId;
    const withImage = updated.filter(({ changes }) => changes.sendsImage).map(({ row }) => row);
    const known: KnownMedia = withImage.length === 0 ? new Map() : await readKnownMedia(session, work, withImage);
    const media = addedMedia(withImage, known);
    const performed = await session.perform(work.group.id, "UPDATE_VARIANTS", {
      operation: UPDATE_VARIANTS,
      variables: {
        productId,
        variants: updateInput(withAcceptedOptions(work), updated, known),
        ...(media.length === 0 ? {} : { media }),
      },
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
      if (!error && row.link) return [work.succeed(row, row.link, updated[index]?.changes.kept)];
      if (!error || error.code === VARIANT_GONE) {
        work.untie(row);
        return [];
      }
      return isPassing(error) ? [] : [work.fail(row, failureFromUserError(error))];
    });
    const passing = [...errorOf.values()].find(isPassing);
    const [firstError] = errors;
    await session.settle({
      groupId: work.group.id,
      ...(passing ? {} : { attempt }),
      product: { shopifyProductId: productId, handle: null, isAccepted: false },
      isUnclear: false,
      sentImages: media.length > 0,
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
    rows: unchanged.flatMap((row) => (row.link ? [work.succeedUnchanged(row, row.link)] : [])),
  });
}

/** Rows of which nothing is sent, because the shop keeps all that has changed, are done without a call. */
async function settleUnsent(session: StoreSession, work: GroupWork, shown: ShownVariants | null): Promise<void> {
  const results = linkedRows(work).flatMap((row): RowResult[] => {
    const { input, kept } = decideRow(work, row, shown);
    if (input || !row.link) return [];
    if (!shown || shown.has(row.link.shopifyVariantId)) return [work.succeed(row, row.link, kept)];
    work.untie(row);
    return [];
  });
  if (results.length === 0 || !work.link) return;
  const product = { shopifyProductId: work.link.shopifyProductId, handle: null, isAccepted: false };
  await session.settle({ groupId: work.group.id, product, rows: results });
}

/** Shopify knows the options by the names that it accepted. */
function withAcceptedOptions({ group, link }: GroupWork): ProductSnapshot {
  const names = link?.accepted?.options ?? [];
  const options = group.product.options.map((option, index) => ({
    ...option,
    name: names[index]?.name ?? option.name,
  }));
  return { ...group.product, options };
}
