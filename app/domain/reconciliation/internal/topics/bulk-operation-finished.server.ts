import { ignored, ofStore } from "./topic-handler.ts";

/** bulk_operations/finish: wakes whoever waits for it, who asks Shopify itself how the operation ended. */
export const bulkOperationFinished = ofStore(async () => ignored("nobody-waits"));
