import type { Context } from "#app/domain/context.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { setBatchPriority } from "#app/domain/uploads/steering/set-batch-priority.server.ts";

type Steering = { intent: "cancel" | "pause" | "resume" } | { intent: "priority"; priority: number };

/** Does to a batch what its page asks for, and says what was done. */
export async function steerBatch(ctx: Context, batchId: string, asked: Steering) {
  switch (asked.intent) {
    case "cancel":
      await cancelBatch(ctx, { batchId });
      return "cancelled" as const;
    case "pause":
      await pauseBatch(ctx, { batchId });
      return "paused" as const;
    case "resume":
      await resumeBatch(ctx, { batchId });
      return "resumed" as const;
    case "priority":
      await setBatchPriority(ctx, { batchId, priority: asked.priority });
      return "priority-set" as const;
  }
}
