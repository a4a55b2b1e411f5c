import { z } from "zod";
import type { FidelitySwitches } from "./options.ts";

const milliseconds = z.number().min(0);
const perSecond = z.number().positive();

const switches: { [Name in keyof FidelitySwitches]: z.ZodType<FidelitySwitches[Name]> } = {
  variantsWithoutId: z.enum(["match-option-values", "recreate"]),
  nodesCost: z.enum(["once", "per-id"]),
  throttledAnswerDelayMs: milliseconds,
  dailyVariantLimit: z.strictObject({ aboveVariants: z.int().min(0), perDay: z.int().min(0) }).nullable(),
  dailyVariantLimitStatus: z.union([z.literal(200), z.literal(429)]),
  parallelProductWrites: z.enum(["serialize", "refuse"]),
  idempotencyAfterFailure: z.enum(["stored-answer", "previous-attempt-failed"]),
  channelPublicationUpdate: z.enum(["allowed", "refused"]),
  appDefinitionsAfterUninstall: z.enum(["kept", "deleted"]),
  unknownCollections: z.enum(["refused", "ignored"]),
  fileProcessingMs: milliseconds,
  searchIndexLagMs: milliseconds,
  asyncProductSetMs: milliseconds,
  webhookFullVariants: z.int().min(0),
  bulkStartDelayMs: milliseconds,
  bulkLinesPerSecond: perSecond,
  bulkObjectsPerSecond: perSecond,
  bulkCancelMs: milliseconds,
  bulkOperationsAtOnce: z.int().min(1),
  bulkLineOrder: z.enum(["shuffled", "as-uploaded"]),
  bulkBrokenLine: z.enum(["line-error", "operation-failed"]),
  bulkOperationsOrder: z.enum(["newest-first", "oldest-first"]),
  flowTriggerRefusals: z.enum(["user-error", "accepted"]),
  stockChangesTellOfProduct: z.boolean(),
  refusedRefresh: z.enum(["401-invalid-request", "400-invalid-grant"]),
  refreshTokenRetiredBy: z.enum(["refresh", "first-use"]),
  replacedAccessToken: z.enum(["lives-on", "revoked"]),
  nonExpiringTokens: z.enum(["accepted", "refused"]),
};

/** Some of the switches, as a file or another process gives them. */
export const fidelityChanges = z.strictObject(switches).partial();

/** @throws ZodError that names what is wrong where. */
export function parseFidelity(value: unknown): Partial<FidelitySwitches> {
  const given = Object.entries(fidelityChanges.parse(value)).filter(([, setting]) => setting !== undefined);
  return Object.fromEntries(given);
}
