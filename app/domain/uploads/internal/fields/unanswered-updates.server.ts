import type { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import {
  acceptedContentSchema,
  acceptedVariantSchema,
  type AcceptedContent,
  type AcceptedVariant,
} from "../snapshot.ts";

/** Calls that bring a product's own content to a shop, and those that bring its variants'. */
const PRODUCT_STEPS = ["CREATE_PRODUCT", "UPDATE_PRODUCT"] as const;
const VARIANT_STEPS = ["CREATE_PRODUCT", "ADD_VARIANTS", "UPDATE_VARIANTS"] as const;

/** Contents that are compared with the shop; what is older was overtaken. */
const MAX_CONTENTS = 5;

/**
 * Contents of a product whose calls were answered to nobody since one was accepted last, newest first: any of them may
 * be what the shop has. What was sent before is none of them: a merchant who goes back to it by hand has edited it.
 */
export async function findUnansweredUpdates(db: Db, product: ProductInStore): Promise<AcceptedContent[]> {
  const groups = await db.uploadGroup.findMany({
    where: {
      ...product,
      attempts: { some: unansweredAfter(await lastAccepted(db, product, PRODUCT_STEPS), PRODUCT_STEPS) },
    },
    orderBy: { id: "desc" },
    take: MAX_CONTENTS,
    select: { payload: true },
  });
  return groups.flatMap(({ payload }) => {
    const content = acceptedContentSchema.safeParse(payload);
    return content.success ? [content.data] : [];
  });
}

export interface SentVariants {
  /** By internal id, newest first: sent since something was accepted last, and answered to nobody. */
  unanswered: ReadonlyMap<string, readonly AcceptedVariant[]>;
  /**
   * The same with what was answered. It tells of variants at which nothing is noted: they were made by a call whose ids
   * nobody had read yet when the next approval overtook it.
   */
  all: ReadonlyMap<string, readonly AcceptedVariant[]>;
}

/** What was sent last of the product's variants. */
export async function findSentVariants(db: Db, product: ProductInStore): Promise<SentVariants> {
  const step = { in: [...VARIANT_STEPS] };
  const acceptedId = await lastAccepted(db, product, VARIANT_STEPS);
  const groups = await db.uploadGroup.findMany({
    where: { ...product, attempts: { some: { step, outcome: { in: ["INTENT", "UNKNOWN", "SUCCEEDED"] } } } },
    orderBy: { id: "desc" },
    take: MAX_CONTENTS,
    select: {
      rows: { select: { variantId: true, payload: true } },
      attempts: { where: unansweredAfter(acceptedId, VARIANT_STEPS), select: { id: true }, take: 1 },
    },
  });
  const sent = groups.flatMap(({ rows, attempts }) =>
    rows.flatMap(({ variantId, payload }) => {
      const content = acceptedVariantSchema.safeParse(payload);
      return content.success ? [{ variantId, content: content.data, isUnanswered: attempts.length > 0 }] : [];
    }),
  );
  return { unanswered: byVariant(sent.filter(({ isUnanswered }) => isUnanswered)), all: byVariant(sent) };
}

function byVariant(sent: readonly { variantId: string; content: AcceptedVariant }[]): Map<string, AcceptedVariant[]> {
  const ofVariants = Map.groupBy(sent, ({ variantId }) => variantId);
  return new Map([...ofVariants].map(([id, contents]) => [id, contents.map(({ content }) => content)]));
}

interface ProductInStore {
  storeId: string;
  productId: string;
}

type Steps = typeof PRODUCT_STEPS | typeof VARIANT_STEPS;

/** The last call with one of the steps that Shopify accepted; 0 when there is none. */
async function lastAccepted(db: Db, product: ProductInStore, steps: Steps): Promise<bigint> {
  const accepted = await db.uploadAttempt.findFirst({
    where: { step: { in: [...steps] }, outcome: "SUCCEEDED", group: product },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return accepted?.id ?? 0n;
}

const unansweredAfter = (attemptId: bigint, steps: Steps): Prisma.UploadAttemptWhereInput => ({
  step: { in: [...steps] },
  outcome: { in: ["INTENT", "UNKNOWN"] },
  id: { gt: attemptId },
});
