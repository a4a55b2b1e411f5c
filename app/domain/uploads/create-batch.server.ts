import type { UploadPurpose } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { settingsProblems, type BatchSettings } from "./steering/batch-settings.ts";

const NAME_MAX_LENGTH = 120;

/**
 * Opens an empty batch in the name of whoever asks. Returns its id.
 * @throws {InvalidInputError} for settings that no batch can have.
 */
export async function createBatch(
  tx: Tx,
  ctx: Context,
  name?: string,
  settings: BatchSettings = {},
  purpose: UploadPurpose = "UPLOAD",
): Promise<string> {
  requireValidSettings(settings, ctx.clock.now());
  const { priority, canary, deadline, onDailyLimit } = settings;
  const trimmed = name?.trim().slice(0, NAME_MAX_LENGTH);
  const batch = await tx.shopifyUploadBatch.create({
    data: {
      organizationId: ctx.organizationId,
      purpose,
      name: trimmed || `Upload of ${ctx.clock.now().toISOString().slice(0, 16).replace("T", " ")} UTC`,
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      ...(priority === undefined ? {} : { priority }),
      ...(deadline === undefined ? {} : { deadlineAt: deadline }),
      waitsForDailyLimit: onDailyLimit !== "fail",
      ...(canary === undefined
        ? {}
        : { canaryProducts: canary.products, canaryMaxFailedShare: canary.maxFailedShare, canaryState: "RUNNING" }),
    },
    select: { id: true },
  });
  return batch.id;
}

function requireValidSettings(settings: BatchSettings, now: Date): void {
  const problems = settingsProblems(settings, now);
  if (problems.length === 0) return;
  const named = problems.map(({ field, message }) => `${field} ${message}`).join("; ");
  throw new InvalidInputError("batch.invalid-settings", `The batch cannot run like this: ${named}.`, problems);
}
