import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** When one product came how far in one store; null for what has not happened, or was forgotten since. */
export interface UploadTimeline {
  groupId: string;
  approvedAt: Date;
  queuedAt: Date;
  /** The first call to Shopify, and the answer that settled the product. */
  sentAt: Date | null;
  answeredAt: Date | null;
  /** Shopify told of the product by itself, after it was sent. */
  webhookSeenAt: Date | null;
}

/** From approval to live, for each store of one product in one batch that the actor may see. */
export async function listTimelines(
  ctx: Context,
  { batchId, productId }: { batchId: string; productId: string },
): Promise<UploadTimeline[]> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND g.store_id = ${storeId}::uuid`;
  return ctx.db.$queryRaw<UploadTimeline[]>`
    SELECT g.id::text AS "groupId", least(b.created_at, g.created_at) AS "approvedAt", g.created_at AS "queuedAt", sent.at AS "sentAt",
      coalesce(g.accepted_at, CASE WHEN sent.at IS NULL THEN NULL ELSE g.ended_at END) AS "answeredAt", seen.at AS "webhookSeenAt"
    FROM upload_groups g
    JOIN shopify_upload_batches b ON b.id = g.batch_id
    LEFT JOIN stores s ON s.id = g.store_id AND s.organization_id = g.organization_id
    LEFT JOIN LATERAL (
      SELECT min(attempt.started_at) AS at FROM upload_attempts attempt WHERE attempt.group_id = g.id) AS sent ON TRUE
    LEFT JOIN LATERAL (
      SELECT min(news.received_at) AS at FROM webhook_deliveries news
      WHERE news.shop_domain = s.shop_domain AND news.resource = g.shopify_product_id AND news.received_at >= sent.at) AS seen ON TRUE
    WHERE g.organization_id = ${ctx.organizationId}::uuid AND g.batch_id = ${batchId}::uuid
      AND g.product_id = ${productId}::uuid ${inStore}
    ORDER BY g.id`;
}
