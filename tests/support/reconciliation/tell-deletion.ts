import { randomUUID } from "node:crypto";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { onlyStore, type UploadWorld } from "../worlds/upload-world.ts";

export interface Deletion {
  topic: "products/delete" | "inventory_items/delete";
  /** Of what was deleted, as a gid. */
  gid: string;
}

/** Shopify tells the app of deletions in the world's only shop. */
export async function tellDeletions(world: UploadWorld, deletions: readonly Deletion[]): Promise<void> {
  const shopDomain = onlyStore(world).shop.domain;
  for (const { topic, gid } of deletions) {
    const payloadJson = `{"id":${gid.split("/").at(-1)}}`;
    await recordWebhook(world.ctx, {
      shopDomain,
      webhookId: randomUUID(),
      topic,
      triggeredAt: new Date(),
      payloadJson,
    });
  }
  await handleDeliveries(world.ctx, { shopDomain });
}

/** What each delivery of the world's only shop did, in the order of its arrival. */
export async function deliveryOutcomes(world: UploadWorld): Promise<(string | null)[]> {
  const { shop } = onlyStore(world);
  const where = { shopDomain: shop.domain };
  const rows = await world.ctx.db.webhookDelivery.findMany({ where, orderBy: { id: "asc" } });
  return rows.map(({ outcome }) => outcome);
}
