import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { BatchStatus } from "../transitions.ts";

export interface LinkedBatch {
  id: string;
  name: string;
  status: BatchStatus;
}

/** How a batch and others belong together because failed rows were corrected. */
export interface BatchCorrections {
  /** The batch whose failed rows this one sends again. */
  corrects: LinkedBatch | null;
  /** The batches that send failed rows of this one again, newest first, at most 20. */
  correctedIn: LinkedBatch[];
}

const MAX_LINKED = 20;
const columns = { id: true, name: true, status: true } as const;

/** Who is bound to one store corrects nothing, and may not see where the rows of other stores went. */
export async function listCorrections(ctx: Context, batchId: string): Promise<BatchCorrections> {
  if (visibleStoreId(ctx.actor) !== null) return { corrects: null, correctedIn: [] };
  const { organizationId } = ctx;
  const batch = await ctx.db.shopifyUploadBatch.findFirst({
    where: { organizationId, id: batchId },
    select: {
      corrects: { select: columns },
      corrections: { select: columns, orderBy: { id: "desc" }, take: MAX_LINKED },
    },
  });
  return { corrects: batch?.corrects ?? null, correctedIn: batch?.corrections ?? [] };
}
