import { planDeparture as plan } from "#app/domain/uploads/departures/plan-departure.server.ts";
import type { planDeparture } from "#jobs/contracts/uploads.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { discard, done } from "#jobs/runtime/outcome.ts";

export const handlePlanDeparture: Handler<typeof planDeparture> = async (runtime, payload, signal) => {
  const outcome = await plan(runtime, payload, signal);
  if (outcome === "absent") return discard("The departure no longer exists.");
  if (outcome === "interrupted") throw new Error("Planning was interrupted and goes on with the next try.");
  return done;
};
