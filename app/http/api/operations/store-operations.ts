import { z } from "zod";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { DEPARTURE_RULES } from "#app/domain/uploads/departures/departure-scope.ts";
import { defineOperation } from "../operation.ts";
import { stockSettingsBody } from "../stock-bodies.ts";
import { goneBrakeView, reconciliationSettingsView } from "../views/reconciliation-views.ts";
import { stockSettingsView, storeView } from "../views/store-views.ts";
import { ofStore } from "./shared-schemas.ts";

export const listStores = defineOperation({
  id: "listStores",
  call: "GET /stores",
  summary: "Lists the stores, by name.",
  answer: z.object({ items: z.array(storeView) }),
});

export const readStore = defineOperation({
  id: "readStore",
  call: "GET /stores/{storeId}",
  summary: "One store: whether it is connected, paused or held, and why.",
  params: ofStore,
  answer: storeView,
});

export const pauseStore = defineOperation({
  id: "pauseStore",
  call: "POST /stores/{storeId}/pause",
  summary: "Holds all uploads to a store until it is resumed.",
  scope: "upload",
  params: ofStore,
  body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }),
  answer: storeView,
});

export const resumeStore = defineOperation({
  id: "resumeStore",
  call: "POST /stores/{storeId}/resume",
  summary: "Lets uploads to a paused store go on.",
  scope: "upload",
  params: ofStore,
  answer: storeView,
  conflicts: ["store.adopt-first"],
});

export const readStockSettings = defineOperation({
  id: "readStockSettings",
  call: "GET /stores/{storeId}/stock-settings",
  summary: "When the stock of a store is compared by itself, and how much may go to zero without a person's word.",
  params: ofStore,
  answer: stockSettingsView,
});

export const changeStockSettings = defineOperation({
  id: "changeStockSettings",
  call: "PATCH /stores/{storeId}/stock-settings",
  summary: "Changes them; what is absent stays.",
  scope: "configure",
  params: ofStore,
  body: stockSettingsBody,
  answer: stockSettingsView,
});

export const readReconciliationSettings = defineOperation({
  id: "readReconciliationSettings",
  call: "GET /stores/{storeId}/reconciliation-settings",
  summary:
    "When a store is reconciled by itself, and what becomes of products that were deleted in the shop or no longer go there.",
  params: ofStore,
  answer: reconciliationSettingsView,
});

export const changeReconciliationSettings = defineOperation({
  id: "changeReconciliationSettings",
  call: "PATCH /stores/{storeId}/reconciliation-settings",
  summary: "Changes them; what is absent stays.",
  scope: "configure",
  params: ofStore,
  body: z.strictObject({
    deletedProductRule: z.enum(DELETED_PRODUCT_RULES).optional(),
    departureRule: z.enum(DEPARTURE_RULES).optional(),
    quietHour: z.int().min(0).max(23).optional(),
    maxGoneShare: z.number().min(0).max(1).optional(),
  }),
  answer: reconciliationSettingsView,
});

export const readGoneBrake = defineOperation({
  id: "readGoneBrake",
  call: "GET /stores/{storeId}/gone-brake",
  summary: "Whether so many of a store's links would be called gone that a person is asked first, and what of.",
  params: ofStore,
  answer: goneBrakeView,
});

export const releaseGoneBrake = defineOperation({
  id: "releaseGoneBrake",
  call: "POST /stores/{storeId}/gone-brake/release",
  summary: "Says that what is told is gone indeed: the shop is read anew, and what it does not have is called gone.",
  scope: "configure",
  params: ofStore,
  answer: z.object({ runId: z.string() }),
  conflicts: ["store.not-connected", "gone-brake.not-stopped"],
});
