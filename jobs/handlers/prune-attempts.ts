import { pruneAttempts as prune } from "#app/domain/uploads/sweeping/prune-attempts.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { pruneAttempts } from "#jobs/contracts/uploads.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handlePruneAttempts: Handler<typeof pruneAttempts> = async (runtime, _payload, signal) => {
  const { UPLOAD_ATTEMPTS_KEPT_DAYS: keptDays } = readEnv(["UPLOAD_ATTEMPTS_KEPT_DAYS"]);
  await prune(runtime, { keptDays }, signal);
  return done;
};
