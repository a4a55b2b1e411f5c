import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { rejectAdoptions } from "#app/domain/reconciliation/adoption/reject-adoptions.server.ts";
import { resolveAmbiguous } from "#app/domain/reconciliation/adoption/resolve-ambiguous.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { adoptionBody } from "../api/adoption-body.ts";
import { parseJson, parseParams, rowIdSchema } from "../parse-input.server.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("look") }),
  z.object({ intent: z.enum(["confirm", "reject"]), selection: adoptionBody }),
  z.object({ intent: z.literal("resolve"), proposalId: rowIdSchema, productId: z.uuid() }),
]);

/** Does what the adoption page of a store asks for, and says what was done. */
export async function settleAdoptions(ctx: Context, request: Request, params: unknown) {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const wanted = await parseJson(request, asked);
  switch (wanted.intent) {
    case "look":
      await requestReconciliation(ctx, { storeId, kind: "ADOPT" });
      return { done: "looking" as const };
    case "confirm":
      return { done: "confirmed" as const, ...(await confirmAdoptions(ctx, { storeId, selection: wanted.selection })) };
    case "reject": {
      const rejected = await rejectAdoptions(ctx, { storeId, selection: wanted.selection });
      return { done: "rejected" as const, rejected };
    }
    case "resolve":
      await resolveAmbiguous(ctx, { storeId, proposalId: wanted.proposalId, productId: wanted.productId });
      return { done: "resolved" as const };
  }
}

export type SettledAdoptions = Awaited<ReturnType<typeof settleAdoptions>>;
