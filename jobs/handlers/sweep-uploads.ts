import { sweepUploads as sweep } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import type { sweepUploads } from "#jobs/contracts/uploads.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepUploads: Handler<typeof sweepUploads> = async (runtime, _payload, signal) => {
  runtime.log.debug(await sweep(runtime, signal), "Uploads were swept.");
  return done;
};
