import { planApproval as plan } from "#app/domain/catalog/plan-approval.server.ts";
import type { planApproval } from "#jobs/contracts/uploads.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { discard, done } from "#jobs/runtime/outcome.ts";

export const handlePlanApproval: Handler<typeof planApproval> = async (runtime, payload, signal) => {
  const outcome = await plan(runtime, payload, signal);
  if (outcome === "absent") return discard("The approval no longer exists.");
  if (outcome === "interrupted") throw new Error("Planning was interrupted and goes on with the next try.");
  return done;
};
