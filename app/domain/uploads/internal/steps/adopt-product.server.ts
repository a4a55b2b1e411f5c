import type { AnswerFacts } from "#app/shopify/answer.ts";
import type { AdminAnswer } from "#app/shopify/client.server.ts";
import { ShopifyError } from "#app/shopify/errors.ts";
import { readProductPoints } from "#app/shopify/operation-cost.ts";
import { FIND_BY_IDENTITY, IDENTITY } from "#app/shopify/operations/identity.ts";
import { findCreation } from "./find-creation.server.ts";
import { findVariantOwners } from "../find-variant-owners.server.ts";
import { matchVariants, type ShopVariant } from "./match-variants.ts";
import type { RowResult } from "../settling/settlement.ts";
import { AUTOMATIC_TRIES, VARIANTS_PER_CALL } from "../../upload-limits.ts";
import type { RowFailure } from "../../failures/row-failure.ts";
import type { ClaimedGroup } from "../claims/claimed-group.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError, finalFailure } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { readAllVariants, toShopVariant } from "./read-variants.server.ts";
import { isPublishedLater } from "./publish-product.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";

export type AdoptOutcome = "adopted" | "absent" | "ended";

/**
 * Looks up by our identity whether the shop has the product, and takes it over when it has: after a call without an
 * answer, and when a create was refused because the identity is taken. What the product was created from counts as
 * accepted there, be it this content or an older one, and the steps that follow bring it up to date. Of a product whose
 * creation is not on record nothing counts as accepted: what is always ours is sent, the rest stays as the shop has it.
 */
export async function adoptProduct(session: StoreSession, work: GroupWork): Promise<AdoptOutcome> {
  const { group } = work;
  const variantCount = Math.min(VARIANTS_PER_CALL, Math.max(1, work.rows.length));
  const performed = await session.perform(group.id, "LOOK_UP", {
    operation: FIND_BY_IDENTITY,
    variables: { identity: { namespace: IDENTITY.namespace, key: IDENTITY.key, value: group.productId }, variantCount },
    points: readProductPoints(variantCount),
  });
  if (performed.error) {
    await endTryWithError(session, work, "LOOK_UP", performed);
    return "ended";
  }
  const { answer, attemptId } = performed;
  const found = answer.data.productByIdentifier;
  if (!found) {
    const isOver = group.isUnclear && isOutOfTries(group);
    await session.settle({
      groupId: group.id,
      attempt: answered(attemptId, answer, "ABSENT", null),
      isUnclear: false,
      rows: isOver ? work.failAll(finalFailure(group, whyAbsent(group))) : [],
    });
    return isOver ? "ended" : "absent";
  }
  let variants: readonly ShopVariant[];
  try {
    variants = await readFound(session, work, found);
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    // What is there is known in part only: the next try looks again.
    await endTryWithError(session, work, "LOOK_UP", { attemptId, error });
    return "ended";
  }
  await takeOver(session, work, { attemptId, answer, found, variants });
  return "adopted";
}

interface FoundByIdentity {
  attemptId: bigint;
  answer: AnswerFacts;
  found: Found;
  variants: readonly ShopVariant[];
}

type Found = NonNullable<AdminAnswer<typeof FIND_BY_IDENTITY>["data"]["productByIdentifier"]>;

/** What is not known is tried once more, what passes some times. */
const isOutOfTries = ({ failedAttempts, errorCode, hasRetriesLeft }: ClaimedGroup): boolean =>
  !hasRetriesLeft || failedAttempts >= (errorCode === UNKNOWN_FAULT.code ? 2 : AUTOMATIC_TRIES);

const whyAbsent = ({ errorCode }: ClaimedGroup): RowFailure =>
  [BROKEN, UNKNOWN_FAULT].find(({ code }) => code === errorCode) ?? GAVE_UP;

async function readFound(session: StoreSession, work: GroupWork, found: Found): Promise<readonly ShopVariant[]> {
  if (!found.variants.pageInfo.hasNextPage) return found.variants.nodes.map(toShopVariant);
  return (await readAllVariants(session, found.id, work.rows.length)) ?? [];
}

/** Ties the product and its variants, and remembers what they were made from. */
async function takeOver(session: StoreSession, work: GroupWork, given: FoundByIdentity): Promise<void> {
  const { attemptId, answer, found, variants } = given;
  const { group } = work;
  const creation = await findCreation(session.runtime.db, {
    storeId: session.storeId,
    productId: group.productId,
    found,
  });
  const owners = await findVariantOwners(session.runtime.db, session.storeId, variants);
  const { matched } = matchVariants(work.rows, variants, owners);
  const rows = matched.map(({ row, found: { shopifyVariantId, shopifyInventoryItemId } }): RowResult => {
    const tie = { shopifyVariantId, shopifyInventoryItemId };
    const acceptedHash = creation?.hashOfVariant.get(row.variantId) ?? null;
    work.tie(row, { ...tie, acceptedHash });
    return { rowId: row.id, status: "LINKED", tie, isAccepted: acceptedHash === row.hash };
  });
  const known = creation?.product ?? null;
  const isSame = known?.hash === group.productHash;
  work.link = {
    shopifyProductId: found.id,
    acceptedHash: known?.hash ?? null,
    accepted: isSame ? group.product : (known?.content ?? null),
    publishedTo: creation ? [] : null,
  };
  await session.settle({
    groupId: group.id,
    attempt: answered(attemptId, answer, "ADOPTED", found),
    product: {
      shopifyProductId: found.id,
      handle: found.handle,
      isAccepted: isSame && !isPublishedLater(work),
      ...(known ? { accepted: isSame ? "snapshot" : known.content } : {}),
      ...(creation ? { publishedTo: [] } : {}),
    },
    isUnclear: false,
    rows,
  });
}

const GAVE_UP = {
  category: "NETWORK",
  code: "shopify.no-answer",
  message: "No answer came from Shopify in any try; the product is not in the shop.",
  field: null,
} as const;

const BROKEN = {
  category: "SHOPIFY_ERROR",
  code: "shopify.failure",
  message: "Shopify reported an error of its own in every try; the product is not in the shop.",
  field: null,
} as const;

const UNKNOWN_FAULT = {
  category: "UNKNOWN",
  code: "shopify.unknown-error",
  message: "Shopify reported an error that the app does not know, twice; the product is not in the shop.",
  field: null,
} as const;
