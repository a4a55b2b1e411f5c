import type { Variables } from "#app/shopify/client.server.ts";
import { createProductPoints, idsInCallPoints } from "#app/shopify/operation-cost.ts";
import { CREATE_PRODUCT } from "#app/shopify/operations/create-product.ts";
import type { ClaimedRow } from "../claims/claimed-group.ts";
import { failureFromUserError, isIdentityTaken, isTriedAgain, variantIndex } from "../../failures/decide-failure.ts";
import type { RowFailure, UserError } from "../../failures/row-failure.ts";
import { createInput, usedOptions } from "./product-input.ts";
import type { ProductSnapshot } from "../snapshot.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, endTryWithPassingFault } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { matchVariants } from "./match-variants.ts";
import { isPublishedLater } from "./publish-product.server.ts";
import type { ReadBack } from "./read-back.server.ts";
import { toShopVariant } from "./read-variants.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";

/** Shopify refuses a request above 1,000 points on every plan; what does not fit is added afterwards. */
const MAX_POINTS = 990;

/** Nor an array of more than 250 entries, which the values of an option and the files are; only variants may be more. */
const MAX_ENTRIES = 250;

export type CreateOutcome = { kind: "created"; productId: string } | { kind: "identity-taken" } | { kind: "ended" };

function pointsOf(input: Variables<typeof CREATE_PRODUCT>["input"]): number {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const variants = Array.isArray(input.variants) ? input.variants : [];
  return createProductPoints({
    variants: variants.length,
    files: list(input.files).length,
    variantFiles: variants.filter((variant) => variant.file).length,
    metafields: list(input.metafields).length,
  });
}

/** The rows before the first one that names one value too many of an option, or one image too many. */
function withinEntries({ rows, group }: GroupWork): ClaimedRow[] {
  const seen: Set<string>[] = [];
  const images = new Set(group.product.images.map(({ url }) => url));
  const end = rows.findIndex(
    ({ variant: { optionValues, imageUrl } }) =>
      optionValues.some((value, option) => (seen[option] ??= new Set()).add(value).size > MAX_ENTRIES) ||
      (imageUrl !== null && images.add(imageUrl).size > MAX_ENTRIES),
  );
  return end < 0 ? [...rows] : rows.slice(0, Math.max(1, end));
}

/** As many rows, from the first on, as one call may carry. */
function fitting(work: GroupWork): { rows: ClaimedRow[]; input: ReturnType<typeof createInput>; points: number } {
  let rows = withinEntries(work);
  for (;;) {
    const input = createInput(work.group, rows);
    const points = pointsOf(input);
    if (points <= MAX_POINTS || rows.length === 1) return { rows, input, points };
    rows = rows.slice(0, Math.max(1, Math.floor((rows.length * MAX_POINTS) / points)));
  }
}

/**
 * Creates the Shopify product with its variants. The call is atomic: one bad variant and nothing is made, so variants
 * that Shopify names fail and the rest is sent again.
 */
export async function createProduct(
  session: StoreSession,
  work: GroupWork,
  readBack: ReadBack,
): Promise<CreateOutcome> {
  while (!work.isDone) {
    const { rows, input, points } = fitting(work);
    const withIds = readBack.belongsInCall(rows.length);
    const performed = await session.perform(work.group.id, "CREATE_PRODUCT", {
      operation: CREATE_PRODUCT,
      variables: { input, withIds, variantCount: withIds ? rows.length : 1 },
      points: points + (withIds ? idsInCallPoints(rows.length) : 0),
    });
    if (performed.error) {
      await endTryWithError(session, work, "CREATE_PRODUCT", performed);
      return { kind: "ended" };
    }
    const { answer, attemptId } = performed;
    const payload = answer.data.productSet;
    const errors: readonly UserError[] = payload?.userErrors ?? [];
    const product = payload?.product;
    if (product && errors.length === 0) {
      const { matched } = matchVariants(rows, product.variants?.nodes.map(toShopVariant) ?? []);
      await session.settle({
        groupId: work.group.id,
        attempt: answered(attemptId, answer, "SUCCEEDED", payload),
        product: {
          shopifyProductId: product.id,
          handle: product.handle,
          isAccepted: !isPublishedLater(work),
          accepted: "snapshot",
          publishedTo: [],
        },
        isCreated: true,
        madeVariants: true,
        sentImages: (input.files?.length ?? 0) > 0,
        isUnclear: false,
        rows: matched.map(({ row, found }) =>
          isPublishedLater(work) ? work.linkAccepted(row, found) : work.succeed(row, found),
        ),
      });
      return { kind: "created", productId: product.id };
    }
    const refused = answered(attemptId, answer, "REFUSED", payload, errors);
    if (isIdentityTaken(errors)) {
      await session.settle({ groupId: work.group.id, attempt: refused, rows: [] });
      return { kind: "identity-taken" };
    }
    const isOver = await settleRefusal(session, work, rows, errors, refused);
    if (isOver) return { kind: "ended" };
  }
  return { kind: "ended" };
}

/** The rows that an error is about: by the variant's index, or all that use the option value it names. */
function rowsMeant(error: UserError, rows: readonly ClaimedRow[], product: ProductSnapshot): ClaimedRow[] {
  const index = variantIndex(error);
  if (index !== null) return rows.slice(index, index + 1);
  const at = error.field?.indexOf("productOptions") ?? -1;
  if (at < 0 || error.field?.[at + 2] !== "values") return [];
  const option = Number(error.field[at + 1]);
  const sent = usedOptions(
    product,
    rows.map((row) => row.variant),
  );
  const name = sent[option]?.values[Number(error.field[at + 3])]?.name;
  return name === undefined ? [] : rows.filter(({ variant }) => variant.optionValues[option] === name);
}

/** Fails what the errors name. Returns whether nothing is left to send. */
async function settleRefusal(
  session: StoreSession,
  work: GroupWork,
  rows: readonly ClaimedRow[],
  errors: readonly UserError[],
  attempt: ReturnType<typeof answered>,
): Promise<boolean> {
  const failures = errors.flatMap((error): { failure: RowFailure; row: ClaimedRow | undefined }[] => {
    const failure = failureFromUserError(error);
    const meant = rowsMeant(error, rows, work.group.product);
    return meant.length === 0 ? [{ failure, row: undefined }] : meant.map((row) => ({ failure, row }));
  });
  const passing = failures.find(({ failure }) => isTriedAgain(failure, work.group.errorCode));
  const ofProduct = failures.find(({ row }) => !row);
  if (passing || failures.length === 0) {
    const failure = passing?.failure ?? NOTHING_SAID;
    await endTryWithPassingFault(session, work, attempt, failure);
    return true;
  }
  const byRow = new Map(failures.map(({ row, failure }) => [row?.id, { row, failure }]));
  const results = ofProduct
    ? work.failAll(ofProduct.failure)
    : [...byRow.values()].flatMap(({ row, failure }) => (row ? [work.fail(row, failure)] : []));
  await session.settle({
    groupId: work.group.id,
    attempt,
    rows: results,
    errorCode: failures[0]?.failure.code ?? NOTHING_SAID.code,
  });
  return work.isDone;
}

const NOTHING_SAID = {
  category: "SHOPIFY_ERROR",
  code: "shopify.empty-answer",
  message: "Shopify answered neither with a product nor with an error.",
  field: null,
} as const;
