import { z } from "zod";
import { DELIVERY_STATES } from "#app/domain/reconciliation/delivery-states.ts";
import type { ReplayInput } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { rowIdSchema } from "../parse-input.server.ts";

const filter = z.strictObject({
  states: z.array(z.enum(DELIVERY_STATES)).min(1).optional(),
  topic: z.string().max(100).optional(),
  resource: z.string().max(200).optional(),
  storeId: z.uuid().optional(),
});

/** Body of `POST /api/v1/webhook-deliveries/replay`: exactly one of `deliveryIds` and `filter`. */
export const replayBody = z
  .strictObject({
    deliveryIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(10_000).optional(),
    filter: filter.optional(),
  })
  .transform((given, context): ReplayInput => {
    if (given.deliveryIds && !given.filter) return { kind: "deliveries", ids: given.deliveryIds };
    if (given.filter && !given.deliveryIds) return { kind: "filter", filter: given.filter };
    context.addIssue({ code: "custom", message: "send exactly one of deliveryIds and filter" });
    return z.NEVER;
  });
