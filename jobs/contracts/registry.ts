import { drainStore, planApproval, sweepUploads } from "./uploads.ts";
import { handleWebhooks, sweepInbox } from "./webhooks.ts";

/** Every job of the product. A contract without a handler does not compile. */
export const contracts = [planApproval, drainStore, sweepUploads, handleWebhooks, sweepInbox] as const;
