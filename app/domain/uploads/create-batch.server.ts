import type { Context } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";

const NAME_MAX_LENGTH = 120;

/** Opens an empty batch in the name of whoever asks. Returns its id. */
export async function createBatch(tx: Tx, ctx: Context, name?: string): Promise<string> {
  const trimmed = name?.trim().slice(0, NAME_MAX_LENGTH);
  const batch = await tx.shopifyUploadBatch.create({
    data: {
      organizationId: ctx.organizationId,
      name: trimmed || `Upload of ${ctx.clock.now().toISOString().slice(0, 16).replace("T", " ")} UTC`,
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
    },
    select: { id: true },
  });
  return batch.id;
}
