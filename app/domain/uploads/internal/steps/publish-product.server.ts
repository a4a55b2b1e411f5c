import { failpoint } from "#app/platform/failpoint.server.ts";
import { MissingScopeError } from "#app/shopify/errors.ts";
import { PUBLISH_POINTS } from "#app/shopify/operation-cost.ts";
import { PUBLISH_PRODUCT } from "#app/shopify/operations/publish.ts";
import { failureFromShopifyError, isGone } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import type { ProductTie } from "../claims/claimed-group.ts";
import type { AttemptResult } from "../settling/settlement.ts";
import type { Performed, StoreSession } from "../store/store-session.server.ts";
import { answered } from "./attempt-results.ts";
import { endTryWithError } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { forget, type StepOutcome } from "./update-product.server.ts";

/**
 * Publishes a product that the app made where its route says, to each publication once: a merchant who takes the product
 * out of a channel again is left alone. A refusal stays with the attempt; the product itself is there, and its next
 * upload asks again. Repeating the call after a lost answer changes nothing.
 */
export async function publishProduct(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  let missing = missingPublications(work);
  while (work.link && missing.length > 0) {
    const { link } = work;
    const performed = await session.perform(work.group.id, "PUBLISH", {
      operation: PUBLISH_PRODUCT,
      variables: { id: link.shopifyProductId, publications: missing.map((publicationId) => ({ publicationId })) },
      points: PUBLISH_POINTS,
    });
    if (performed.error && !isFinal(performed.error)) {
      await endTryWithError(session, work, "PUBLISH", performed);
      return "ended";
    }
    failpoint("uploads.after-publish");
    const { attempt, refused, isProductGone } = readAnswer(performed);
    if (isProductGone) return forget(session, work, attempt);
    const published = attempt.outcome === "SUCCEEDED" ? missing : [];
    missing = refused === "all" || published.length > 0 ? [] : missing.filter((_, index) => !refused.has(index));
    await settle(session, work, { link, attempt, published, isLast: missing.length === 0 });
  }
  return "done";
}

function missingPublications({ group, link }: GroupWork): string[] {
  const published = link?.publishedTo;
  if (!published) return [];
  return [...new Set(group.product.route.publicationIds)].filter((id) => !published.includes(id));
}

/** The product is there and may be uploaded: only its visibility is refused, for good or until somebody grants a scope. */
const isFinal = (error: NonNullable<Performed<typeof PUBLISH_PRODUCT>["error"]>): boolean =>
  error instanceof MissingScopeError || error.remedy.kind === "none";

interface PublishAnswer {
  attempt: AttemptResult;
  /** Which of the publications were refused. One refused publication refuses the whole call. */
  refused: ReadonlySet<number> | "all";
  isProductGone: boolean;
}

function readAnswer({ attemptId, answer, error }: Performed<typeof PUBLISH_PRODUCT>): PublishAnswer {
  if (error) {
    const { facts } = error;
    const attempt = { ...answered(attemptId, facts, "FAILED", null), failure: failureFromShopifyError(error) };
    return { attempt, refused: "all", isProductGone: false };
  }
  const payload = answer.data.publishablePublish;
  const errors: readonly UserError[] = payload?.userErrors ?? [];
  const attempt = answered(attemptId, answer, errors.length > 0 ? "REFUSED" : "SUCCEEDED", payload, errors);
  const indices = errors.map(({ field }) => Number(field?.[0] === "input" ? field[1] : Number.NaN));
  const refused = indices.every(Number.isInteger) ? new Set(indices) : "all";
  return { attempt, refused, isProductGone: isGone(errors) };
}

interface Publishing {
  link: ProductTie;
  attempt: AttemptResult;
  published: readonly string[];
  isLast: boolean;
}

/** With the last publication the product counts as accepted, when it waited for nothing else. */
async function settle(session: StoreSession, work: GroupWork, publishing: Publishing): Promise<void> {
  const { link, attempt, published, isLast } = publishing;
  work.link = { ...link, publishedTo: [...(link.publishedTo ?? []), ...published] };
  await session.settle({
    groupId: work.group.id,
    attempt,
    product: {
      shopifyProductId: link.shopifyProductId,
      handle: null,
      isAccepted: isLast && link.acceptedHash === work.group.productHash,
      ...(link.accepted === null
        ? {}
        : { accepted: link.accepted === work.group.product ? "snapshot" : link.accepted }),
      publishedTo: published,
    },
    rows: [],
  });
}

/** Whether a product that was just made is still to be published before its content counts as accepted. */
export const isPublishedLater = ({ group }: GroupWork): boolean => group.product.route.publicationIds.length > 0;
