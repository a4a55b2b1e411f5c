import { redactShop as redact } from "#app/domain/privacy/redact-shop.server.ts";
import type { redactShop } from "#jobs/contracts/privacy.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { discard, done } from "#jobs/runtime/outcome.ts";

export const handleRedactShop: Handler<typeof redactShop> = async (runtime, payload, signal) => {
  const outcome = await redact(runtime, payload, signal);
  if (outcome === "nothing-asked") return discard("No request to delete the data of this shop is open.");
  if (outcome === "stopped") throw new Error("The deletion of a shop's data was interrupted, and is tried again.");
  return done;
};
