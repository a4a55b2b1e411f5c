import { z } from "zod";
import { noteFinishedBulkQuery } from "../../runs/note-finished-bulk-query.server.ts";
import { handled, ignored, ofStore, unreadable } from "./topic-handler.ts";

const body = z.object({ admin_graphql_api_id: z.string().startsWith("gid://shopify/BulkOperation/") });

/** bulk_operations/finish: wakes the run that waits for it, which asks Shopify itself how the operation ended. */
export const bulkOperationFinished = ofStore(async (runtime, { store, payload }) => {
  const told = body.safeParse(payload);
  if (!told.success) return unreadable;
  const bulkOperationId = told.data.admin_graphql_api_id;
  const isWoken = await noteFinishedBulkQuery(runtime, { storeId: store.id, bulkOperationId });
  return isWoken ? handled("woken") : ignored("nobody-waits");
});
