import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { createRule } from "#app/domain/notifications/rules/create-rule.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { MatrixWorld, SampleIds } from "../matrix/matrix-world.ts";
import { addProduct } from "../worlds/upload-world.ts";

const OF_OPEN_BATCHES = new Set(["changeBatch", "pauseBatch", "resumeBatch", "cancelBatch"]);

/** Brings an organization into the states that some operations want; answers whose ids each of them takes. */
export async function prepareStates({ world, ids }: MatrixWorld): Promise<(operationId: string) => SampleIds> {
  const { ctx } = world;
  const { storeId, categoryId } = ids;
  const approve = async (title: string) => {
    const { id } = await addProduct(world, { title, categoryId });
    return (await approveProducts(ctx, { selection: { kind: "products", ids: [id] } })).batchId;
  };
  const failed = await approve("");
  await drainStore(ctx, { storeId }, new AbortController().signal);
  const open = await approve("Waits");
  const { id: webhookRule } = await createRule(ctx, {
    name: "Signed",
    channel: "WEBHOOK",
    kinds: ["batch.failed"],
    storeId: null,
    destination: "https://hooks.example.com/relay",
  });
  return (operationId) => {
    if (OF_OPEN_BATCHES.has(operationId)) return { ...ids, batchId: open };
    if (operationId === "retryRows") return { ...ids, batchId: failed };
    return operationId === "rotateNotificationSecret" ? { ...ids, ruleId: webhookRule } : ids;
  };
}
