import { z } from "zod";
import { time } from "./shared-views.ts";

export const storeView = z
  .object({
    id: z.string(),
    shopDomain: z.string(),
    name: z.string(),
    status: z.enum(["CONNECTED", "RECONNECT_REQUIRED", "UNINSTALLED"]),
    statusReason: z.string().nullable().meta({ description: "Why it is not connected or is paused." }),
    pausedAt: time.nullable(),
    createsParkedUntil: time
      .nullable()
      .meta({ description: "Until when new variants wait for Shopify's daily limit." }),
    heldUntil: time.nullable().meta({ description: "Shopify does not answer for the shop; null when it does." }),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    connectedAt: time,
    uninstalledAt: time.nullable(),
    leftAt: time.nullable(),
  })
  .meta({ id: "Store" });

export const stockSettingsView = z
  .object({
    isDailyOn: z.boolean(),
    dailyAt: z.string().meta({ description: "Local time of day, `HH:MM`." }),
    timeZone: z.string().nullable().meta({ description: "IANA name; null: the shop's own." }),
    maxZeroShare: z.number().meta({ description: "From 0 to 1: what may go to zero without a person's word." }),
    shopTimeZone: z.string(),
    nextDailyAt: time.nullable(),
  })
  .meta({ id: "StockSettings" });
