import { z } from "zod";
import { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { DELIVERY_STATES } from "#app/domain/reconciliation/delivery-states.ts";
import { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { apiPageParams, rowIdSchema } from "../../parse-input.server.ts";
import { adoptionBody } from "../adoption-body.ts";
import { defineOperation } from "../operation.ts";
import { replayBody } from "../replay-body.ts";
import {
  adoptionPage,
  confirmedAdoptionsView,
  deletedProductView,
  reconciliationFindingView,
  reconciliationRunView,
  webhookDeliveryView,
} from "../views/reconciliation-views.ts";
import { pageOf } from "../views/shared-views.ts";
import { ofStore, rowIds } from "./shared-schemas.ts";

export const listReconciliations = defineOperation({
  id: "listReconciliations",
  call: "GET /stores/{storeId}/reconciliations",
  summary: "Lists the runs that compared a store with its shop, newest first.",
  params: ofStore,
  query: z.strictObject(apiPageParams("uuid")),
  answer: pageOf(reconciliationRunView),
});

export const requestReconciliation = defineOperation({
  id: "requestReconciliation",
  call: "POST /stores/{storeId}/reconciliations",
  summary: "Starts a run, or answers with the one that is under way. ADOPT needs the scope configure.",
  scope: "upload",
  params: ofStore,
  body: z.strictObject({ kind: z.enum(["RECONCILE", "ADOPT"]).default("RECONCILE") }),
  answer: reconciliationRunView,
  status: 202,
  conflicts: ["store.not-connected", "reconciliation.under-way"],
});

export const readReconciliation = defineOperation({
  id: "readReconciliation",
  call: "GET /stores/{storeId}/reconciliations/{runId}",
  summary: "One run: how far it is, and what it found by kind.",
  params: z.object({ storeId: z.uuid(), runId: z.uuid() }),
  answer: reconciliationRunView,
});

export const listFindings = defineOperation({
  id: "listFindings",
  call: "GET /stores/{storeId}/findings",
  summary:
    "How a store's links and its shop differed, newest first: what was repaired, and what a person has to decide.",
  params: ofStore,
  query: z.strictObject({
    runId: z.uuid().optional(),
    kind: z.enum(FINDING_KINDS).optional(),
    state: z.enum(FINDING_STATES).optional(),
    ...apiPageParams("bigint"),
  }),
  answer: pageOf(reconciliationFindingView),
});

export const dismissFindings = defineOperation({
  id: "dismissFindings",
  call: "POST /stores/{storeId}/findings/dismiss",
  summary: "Puts open findings aside; they do not come back with the next run.",
  scope: "configure",
  params: ofStore,
  body: z.strictObject({ ids: rowIds }),
  answer: z.object({ dismissed: z.number() }),
  conflicts: ["finding.settled"],
});

export const relinkVariant = defineOperation({
  id: "relinkVariant",
  call: "POST /stores/{storeId}/findings/{findingId}/relink",
  summary: "Tells which variant of the shop an ambiguous one is.",
  scope: "configure",
  params: z.object({ storeId: z.uuid(), findingId: rowIdSchema }),
  body: z.strictObject({ shopifyVariantId: z.string().startsWith("gid://shopify/ProductVariant/").max(100) }),
  answer: z.object({ isRelinked: z.boolean() }),
  conflicts: ["finding.settled", "finding.variant-taken"],
});

export const listAdoptions = defineOperation({
  id: "listAdoptions",
  call: "GET /stores/{storeId}/adoptions",
  summary: "Products of the shop that may be products of the catalog, with how many there are by state and key.",
  params: ofStore,
  query: z.strictObject({
    state: z.enum(ADOPTION_STATES).optional(),
    matchedBy: z.enum(ADOPTION_MATCHES).optional(),
    ...apiPageParams("bigint"),
  }),
  answer: adoptionPage,
});

export const confirmAdoptions = defineOperation({
  id: "confirmAdoptions",
  call: "POST /stores/{storeId}/adoptions/confirm",
  summary: "Makes proposed matches links; ask again while `isMore` says that some are left.",
  scope: "configure",
  params: ofStore,
  body: adoptionBody,
  answer: confirmedAdoptionsView,
});

export const rejectAdoptions = defineOperation({
  id: "rejectAdoptions",
  call: "POST /stores/{storeId}/adoptions/reject",
  summary: "Leaves products to the merchant: they are not proposed again.",
  scope: "configure",
  params: ofStore,
  body: adoptionBody,
  answer: z.object({ rejected: z.number() }),
});

export const resolveAdoption = defineOperation({
  id: "resolveAdoption",
  call: "POST /stores/{storeId}/adoptions/{proposalId}/resolve",
  summary: "Tells which product of the catalog an ambiguous product of the shop is, and links the two.",
  scope: "configure",
  params: z.object({ storeId: z.uuid(), proposalId: rowIdSchema }),
  body: z.strictObject({ productId: z.uuid() }),
  answer: z.object({ isLinked: z.boolean() }),
  conflicts: ["adoption.decided", "adoption.upload-under-way", "adoption.linked-otherwise"],
});

export const listDeletedProducts = defineOperation({
  id: "listDeletedProducts",
  call: "GET /stores/{storeId}/deleted-products",
  summary: "Lists the products of a store that somebody deleted in its shop.",
  params: ofStore,
  query: z.strictObject(apiPageParams("uuid")),
  answer: pageOf(deletedProductView),
});

export const makeAnew = defineOperation({
  id: "makeAnew",
  call: "POST /stores/{storeId}/deleted-products/make-anew",
  summary: "Says that deleted products may be made anew by their next approval, where the store asks.",
  scope: "upload",
  params: ofStore,
  body: z.strictObject({ productIds: z.array(z.uuid()).min(1).max(10_000) }),
  answer: z.object({ allowed: z.number() }),
});

export const listWebhooks = defineOperation({
  id: "listWebhookDeliveries",
  call: "GET /webhook-deliveries",
  summary: "Lists the webhooks that came for the stores and what became of them, newest first.",
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).optional(),
    topic: z.string().max(100).optional(),
    resource: z.string().max(200).optional(),
    storeId: z.uuid().optional(),
    ...apiPageParams("bigint"),
  }),
  answer: pageOf(webhookDeliveryView),
});

export const replayWebhooks = defineOperation({
  id: "replayWebhookDeliveries",
  call: "POST /webhook-deliveries/replay",
  summary: "Lets webhooks be handled again: those named, or all that a filter finds.",
  scope: "upload",
  body: replayBody,
  answer: z.object({ replayed: z.number() }),
  status: 202,
});
