import { z } from "zod";
import { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { DELIVERY_STATES as WEBHOOK_STATES } from "#app/domain/reconciliation/delivery-states.ts";
import { DELETED_PRODUCT_RULES, FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { actorView, departureRule, pageOf, time } from "./shared-views.ts";

export const adoptionView = z
  .object({
    title: z.string(),
    productId: z.string().nullable(),
    shopifyProductId: z.string(),
    handle: z.string(),
    state: z.enum(ADOPTION_STATES),
    matchedBy: z.enum(ADOPTION_MATCHES),
    shopifyStatus: z.string(),
    candidates: z.unknown(),
    pairs: z.unknown(),
    variantsInShop: z.number(),
    variantsInCatalog: z.number(),
    reason: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    id: z.string(),
    productTitle: z.string().nullable(),
  })
  .meta({ id: "Adoption" });

export const confirmedAdoptionsView = z
  .object({
    confirmed: z.number(),
    refused: z.number().meta({ description: "Linked otherwise since they were proposed." }),
    underWay: z.number().meta({ description: "Being uploaded right now: they stay proposed." }),
    isMore: z.boolean().meta({ description: "Not looked at for lack of time: confirm the same selection again." }),
  })
  .meta({ id: "ConfirmedAdoptions" });

export const deletedProductView = z
  .object({
    productId: z.string(),
    productTitle: z.string().nullable(),
    shopifyProductId: z.string(),
    deletedAt: time,
    mayBeMadeAnew: z.boolean().meta({
      description: "A person has said that the next approval may make it anew; matters where the store asks.",
    }),
  })
  .meta({ id: "DeletedProduct" });

export const reconciliationFindingView = z
  .object({
    kind: z.enum(FINDING_KINDS),
    productId: z.string().nullable(),
    shopifyProductId: z.string().nullable(),
    variantId: z.string().nullable(),
    runId: z.string().nullable(),
    state: z.enum(FINDING_STATES),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    createdAt: time,
    details: z.unknown(),
    seenAt: time,
    id: z.string(),
    productTitle: z.string().nullable(),
  })
  .meta({ id: "ReconciliationFinding" });

export const goneBrakeView = z
  .object({
    stoppedAt: time.nullable().meta({ description: "Since when it waits for a person; null while it does not hold." }),
    report: z
      .object({
        source: z.enum(["DELETIONS", "RECONCILIATION"]).meta({
          description:
            "DELETIONS: webhooks told of them one by one. RECONCILIATION: the shop's list did not have them.",
        }),
        runId: z.string().nullable().meta({ description: "The run that read the list." }),
        products: z.number(),
        variants: z.number(),
        liveProducts: z.number(),
        liveVariants: z.number(),
        goneShare: z.number().meta({ description: "The larger share of the two." }),
        maxGoneShare: z.number(),
      })
      .nullable()
      .meta({ description: "What was about to be called gone; null while it does not hold." }),
    releasedAt: time.nullable().meta({ description: "Who let it go last." }),
    releasedBy: z.string().nullable(),
  })
  .meta({ id: "GoneBrake" });

export const reconciliationSettingsView = z
  .object({
    deletedProductRule: z
      .enum(DELETED_PRODUCT_RULES)
      .meta({ description: "What an approval does with a product that was deleted in the shop." }),
    departureRule,
    quietHour: z.number().meta({ description: "0 to 23: from this hour of the shop's day on its nightly run is due." }),
    maxGoneShare: z.number().meta({
      description: "Share from 0 to 1 of the store's links that may be called gone without a person; 1 never asks.",
    }),
  })
  .meta({ id: "ReconciliationSettings" });

export const reconciliationRunView = z
  .object({
    storeId: z.string(),
    kind: z.enum(["RECONCILE", "ADOPT"]),
    id: z.string(),
    status: z.enum(["PENDING", "COMPLETED", "FAILED", "CANCELLED", "RUNNING"]),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    createdAt: time,
    findings: z.unknown(),
    step: z.enum(["QUERY", "READ", "LINKS", "IDENTITIES", "MATCHES", "PROPOSALS", "CLEAN_UP"]),
    linksCompared: z.number(),
    linksLeftAlone: z.number(),
    proposals: z.unknown(),
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    actor: actorView,
    lines: z
      .object({
        total: z.number(),
        read: z.number(),
      })
      .nullable()
      .meta({
        description:
          "Products and variants that Shopify lists and that have been read; null before it has listed them.",
      }),
  })
  .meta({ id: "ReconciliationRun" });

export const webhookDeliveryView = z
  .object({
    id: z.string(),
    storeId: z.string(),
    storeName: z.string(),
    shopDomain: z.string(),
    topic: z.string(),
    resource: z.string().nullable(),
    state: z.enum(WEBHOOK_STATES),
    outcome: z.string().nullable(),
    explanation: z.string().nullable().meta({ description: "The outcome in words for a person." }),
    detail: z.string().nullable(),
    tries: z.number(),
    triggeredAt: time,
    receivedAt: time,
    handledAt: time.nullable(),
    dueAt: time.nullable().meta({ description: "When it is tried or looked at again; null: at once, or never." }),
  })
  .meta({ id: "WebhookDelivery" });

export const adoptionPage = z.object({
  summary: z.array(
    z.object({
      state: z.enum(ADOPTION_STATES),
      matchedBy: z.enum(ADOPTION_MATCHES),
      products: z.number(),
      isMore: z.boolean().meta({ description: "Nobody counted further than `products`." }),
    }),
  ),
  ...pageOf(adoptionView).shape,
});
