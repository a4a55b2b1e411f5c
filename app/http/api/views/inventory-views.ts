import { z } from "zod";
import { runKinds, runStatuses, stockRowStatuses } from "#app/domain/inventory/run-states.ts";
import { actorView, time } from "./shared-views.ts";

export const dailyDriftView = z
  .object({
    day: z.string().meta({ description: "`YYYY-MM-DD`: by the store's calendar for a daily run, else in UTC." }),
    levels: z.number(),
    drifted: z.number(),
    units: z.number(),
    share: z.number().nullable().meta({ description: "From 0 to 1; null while nothing was compared." }),
  })
  .meta({ id: "DailyDrift" });

export const quarantinedLevelView = z
  .object({
    id: z.string(),
    storeId: z.string(),
    storeName: z.string(),
    variantId: z.string(),
    variantTitle: z.string(),
    sku: z.string().nullable(),
    productTitle: z.string().nullable(),
    locationId: z.string(),
    locationName: z.string().nullable(),
    runId: z.string().nullable().meta({ description: "The run that met it; null: the shop told of it." }),
    reasonCode: z.string(),
    reason: z.string(),
    quarantinedAt: time,
  })
  .meta({ id: "QuarantinedLevel" });

export const lostLocationView = z
  .object({
    locationId: z.string(),
    name: z.string().nullable(),
  })
  .meta({ id: "LostLocation" });

export const brakeReportView = z
  .object({
    levels: z.number(),
    toZero: z.number(),
    zeroShare: z.number(),
    maxZeroShare: z.number(),
    tooManyToZero: z.boolean(),
    closedLocations: z.array(lostLocationView),
    forgottenLocations: z.array(lostLocationView),
  })
  .meta({ id: "BrakeReport" });

export const stockRunView = z
  .object({
    id: z.string(),
    storeId: z.string(),
    kind: z.enum(runKinds),
    status: z.enum(runStatuses),
    stage: z.enum(["READING", "WEIGHING", "SETTING"]),
    categoryId: z.string().nullable(),
    productId: z.string().nullable(),
    localDay: z.string().nullable().meta({ description: "`YYYY-MM-DD` by the store's calendar, of a daily run." }),
    actor: actorView,
    levels: z
      .object({
        total: z.number(),
        drifted: z.number(),
        unitsDrifted: z.number(),
        toZero: z.number(),
        quarantined: z.number(),
        read: z.number(),
      })
      .meta({
        description: "What it compared: all levels, those that differ and by how many units, those that go to zero.",
      }),
    rows: z.object({
      total: z.number(),
      pending: z.number(),
      succeeded: z.number(),
      failed: z.number(),
      quarantined: z.number(),
      cancelled: z.number(),
      reported: z.number(),
    }),
    callsMade: z.number(),
    costPoints: z.number(),
    brakeReport: brakeReportView.nullable().meta({ description: "Why it stopped and asked; kept after the answer." }),
    brakeReleasedAt: time.nullable(),
    brakeReleasedBy: z.string().nullable(),
    cancelRequestedAt: time.nullable(),
    errorSummary: z.string().nullable(),
    createdAt: time,
    startedAt: time.nullable(),
    lastProgressAt: time.nullable(),
    completedAt: time.nullable(),
  })
  .meta({ id: "StockRun" });

export const stockRowView = z
  .object({
    id: z.string(),
    productId: z.string().nullable(),
    productTitle: z.string().nullable(),
    variantId: z.string(),
    variantTitle: z.string(),
    sku: z.string().nullable(),
    locationId: z.string(),
    locationName: z.string().nullable(),
    status: z.enum(stockRowStatuses),
    target: z.number().meta({ description: "What the shop shall have, and what it was taken to have." }),
    changeFrom: z.number(),
    reasonCode: z.string().nullable(),
    reason: z.string().nullable(),
    retryCount: z.number(),
    processedAt: time.nullable(),
  })
  .meta({ id: "StockRow" });
