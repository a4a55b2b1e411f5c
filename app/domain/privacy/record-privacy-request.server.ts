import type { PrivacyRequestKind } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Runtime } from "#app/domain/context.ts";
import { shopifyActor } from "#app/domain/stores/shopify-actor.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { redactShop } from "#jobs/contracts/privacy.ts";

export interface RecordPrivacyRequestInput {
  shopDomain: string;
  /** Null for a shop that no organization has claimed. */
  organizationId: string | null;
  storeId: string | null;
  kind: PrivacyRequestKind;
  /** X-Shopify-Webhook-Id of the delivery that asks: asked again, it is the same request. */
  webhookId: string;
  /** Shopify's number of the request, where it has one. */
  shopifyReference: string | null;
  requestedAt: Date;
}

/** What the app knows of customers is decided by its scopes: it asks for none that shows one. */
const ANSWERS = {
  CUSTOMER_DATA: "Catalog Relay holds no data about customers of the shop: it can read neither customers nor orders.",
  CUSTOMER_REDACTION:
    "There was nothing to delete: Catalog Relay holds no data about customers of the shop, and can read neither customers nor orders.",
} as const;

/**
 * Lists what Shopify asks on behalf of a customer or a shop. What concerns a customer is answered at once, because the
 * app holds nothing about any; the deletion of a shop's data is done by a job, which completes the request.
 */
export async function recordPrivacyRequest(
  runtime: Runtime,
  { kind, ...request }: RecordPrivacyRequestInput,
): Promise<"answered" | "asked" | "unchanged"> {
  const now = runtime.clock.now();
  const outcome = await inTransaction(runtime.db, async (tx) => {
    const answered = kind === "SHOP_REDACTION" ? {} : { answer: ANSWERS[kind], completedAt: now };
    const { count } = await tx.privacyRequest.createMany({
      data: { ...request, kind, ...answered },
      skipDuplicates: true,
    });
    // Sent again also for a request that is known: its job may have been lost, and asking twice deletes nothing twice.
    if (kind === "SHOP_REDACTION") await runtime.queue.send(tx, redactShop, { shopDomain: request.shopDomain });
    if (count === 0) return "unchanged" as const;
    await noteActivity(tx, { kind, ...request });
    return kind === "SHOP_REDACTION" ? ("asked" as const) : ("answered" as const);
  });
  if (outcome !== "unchanged")
    runtime.log.info({ shopDomain: request.shopDomain, kind }, "Shopify asked something about privacy.");
  return outcome;
}

async function noteActivity(tx: Tx, { kind, organizationId, storeId }: RecordPrivacyRequestInput): Promise<void> {
  if (organizationId === null || storeId === null) return;
  await recordActivity(
    tx,
    { organizationId, actor: shopifyActor },
    { action: "privacy.requested", subjectType: "store", subjectId: storeId, details: { kind } },
  );
}
