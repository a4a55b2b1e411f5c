import { z } from "zod";

/**
 * Body of `POST /api/v1/inventory/runs`: the store, optionally a category or a product; `dryRun` reports and sets nothing,
 * `readShop` reads what the shop has of everything first.
 */
export const stockSyncBody = z
  .strictObject({
    storeId: z.uuid(),
    categoryId: z.uuid().optional(),
    productId: z.uuid().optional(),
    dryRun: z.boolean().default(false),
    readShop: z.boolean().default(false),
  })
  .transform(({ storeId, categoryId, productId, dryRun, readShop }) => ({
    storeId,
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(productId === undefined ? {} : { productId }),
    isDryRun: dryRun,
    isShopRead: readShop,
  }));

/** Body of `PATCH /api/v1/stores/{store}/stock-settings`; what is absent stays. */
export const stockSettingsBody = z
  .strictObject({
    daily: z.boolean().optional(),
    dailyAt: z.string().max(5).optional(),
    timeZone: z.string().min(1).max(100).nullable().optional(),
    maxZeroShare: z.number().min(0).max(1).optional(),
  })
  .transform(({ daily, dailyAt, timeZone, maxZeroShare }) => ({
    ...(daily === undefined ? {} : { isDailyOn: daily }),
    ...(dailyAt === undefined ? {} : { dailyAt }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(maxZeroShare === undefined ? {} : { maxZeroShare }),
  }));
