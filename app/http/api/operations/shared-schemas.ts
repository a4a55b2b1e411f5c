import { z } from "zod";
import { rowIdSchema } from "../../parse-input.server.ts";

export const ofBatch = z.object({ batchId: z.uuid() });
export const ofStore = z.object({ storeId: z.uuid() });
export const ofStockRun = z.object({ runId: z.uuid() });
export const ofRule = z.object({ ruleId: z.uuid() });
export const ofNotification = z.object({ deliveryId: rowIdSchema });

/** Ids of rows of the database, as texts. */
export const rowIds = z.array(rowIdSchema).min(1).max(10_000);
