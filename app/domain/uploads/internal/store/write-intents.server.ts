import type { Db } from "#app/platform/db.server.ts";
import type { UploadStep } from "../../upload-step.ts";

/** Reads leave the shop as it is, so their outcome is never in doubt. */
export const isRead = (step: UploadStep): boolean => step === "LOOK_UP" || step === "READ_BACK";

/** Publishing a product that is published already changes nothing, nor does taking off sale what is off sale. */
export const isRepeatable = (step: UploadStep): boolean => isRead(step) || REPEATABLE.has(step);

const REPEATABLE: ReadonlySet<UploadStep> = new Set<UploadStep>(["PUBLISH", "ARCHIVE_PRODUCT", "UNPUBLISH"]);

/** What is about to be sent for a group. */
export interface Intent {
  groupId: bigint;
  step: UploadStep;
  operationId: string;
  requestHash: string;
  request: unknown;
}

/**
 * Writes what is about to be sent, before it is sent, so that a crash leaves a trace of it. Returns the attempts by
 * group; a group that is missing has lost its claim and must not be sent. Whoever is taking a group back at the moment is
 * waited for: an intent that came after it would be seen by nobody.
 */
export async function writeIntents(
  db: Db,
  claimToken: string,
  intents: readonly Intent[],
): Promise<Map<bigint, bigint>> {
  const records = intents.map((intent) => ({
    group_id: intent.groupId.toString(),
    step: intent.step,
    operation_id: intent.operationId,
    request_hash: intent.requestHash,
    request: intent.request,
  }));
  const written = await db.$queryRaw<{ id: bigint; group_id: bigint }[]>`
    INSERT INTO upload_attempts (organization_id, group_id, batch_id, store_id, step, operation_id, claim_token, request_hash, request)
    SELECT held.organization_id, held.id, held.batch_id, held.store_id, intent.step::upload_step, intent.operation_id,
      held.claim_token, intent.request_hash, intent.request
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      AS intent(group_id bigint, step text, operation_id uuid, request_hash text, request jsonb)
    JOIN upload_groups held ON held.id = intent.group_id AND held.claim_token = ${claimToken}::uuid
    FOR KEY SHARE OF held
    RETURNING id, group_id`;
  return new Map(written.map((attempt) => [attempt.group_id, attempt.id]));
}
