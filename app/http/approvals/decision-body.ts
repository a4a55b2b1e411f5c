import { z } from "zod";
import { productSelectionSchema } from "#app/domain/catalog/product-selection.ts";
import type { BatchSettings } from "#app/domain/uploads/steering/batch-settings.ts";

const HOUR_MS = 3_600_000;

const settings = z.strictObject({
  priority: z.number().int().optional(),
  canary: z.strictObject({ products: z.number().int(), maxFailedShare: z.number() }).optional(),
  /** From now on; a person's clock need not be right. */
  deadlineHours: z.number().min(1).max(8_760).optional(),
  onDailyLimit: z.enum(["wait", "fail"]).optional(),
});

/** What the approvals page sends when somebody has decided. */
export const decisionBody = z.discriminatedUnion("decision", [
  z.object({
    decision: z.literal("approve"),
    selection: productSelectionSchema,
    name: z.string().trim().max(120).optional(),
    settings: settings.optional(),
  }),
  z.object({
    decision: z.literal("reject"),
    selection: productSelectionSchema,
    reason: z.string().trim().min(1).max(500),
    takesOffSale: z.boolean().optional(),
  }),
]);

export type ApprovalSettings = z.infer<typeof settings>;

export const toBatchSettings = ({ deadlineHours, ...given }: ApprovalSettings, now: Date): BatchSettings => ({
  ...given,
  ...(deadlineHours === undefined ? {} : { deadline: new Date(now.getTime() + deadlineHours * HOUR_MS) }),
});
