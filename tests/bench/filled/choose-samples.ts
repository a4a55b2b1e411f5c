import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import type { Filling } from "./filled-organization.ts";

/** One of each kind, of the first store and the large batch where there is a choice: what failed before what went well. */
export async function chooseSamples(filling: Filling): Promise<SampleIds> {
  const { client, organizationId, storeId } = filling;
  const { rows } = await client.query<Record<string, string>>(
    `SELECT other.store_id AS "otherStoreId", first.category_id AS "categoryId", first.route_id AS "routeId",
       other.route_id AS "spareRouteId", product.id AS "productId", product.batch_id AS "batchId",
       (SELECT id FROM variants WHERE product_id = product.id ORDER BY position LIMIT 1) AS "variantId",
       (SELECT id::text FROM shopify_upload_products WHERE group_id = product.group_id ORDER BY id LIMIT 1) AS "rowId",
       (SELECT id::text FROM upload_attempts WHERE group_id = product.group_id ORDER BY id LIMIT 1) AS "attemptId",
       (SELECT run_id FROM inventory_run_rows WHERE store_id = $2 ORDER BY id LIMIT 1) AS "stockRunId",
       (SELECT id::text FROM quarantined_levels WHERE organization_id = $1 ORDER BY id LIMIT 1) AS "levelId",
       (SELECT id FROM reconciliation_runs WHERE store_id = $2 ORDER BY id DESC LIMIT 1) AS "reconciliationId",
       (SELECT id::text FROM reconciliation_findings WHERE store_id = $2 AND state = 'OPEN' ORDER BY id LIMIT 1) AS "findingId",
       (SELECT id::text FROM adoption_proposals WHERE store_id = $2 AND state = 'AMBIGUOUS' ORDER BY id LIMIT 1) AS "proposalId",
       (SELECT delivery.id::text FROM webhook_deliveries delivery JOIN stores ON stores.shop_domain = delivery.shop_domain
        WHERE stores.id = $2 ORDER BY delivery.id LIMIT 1) AS "webhookId",
       (SELECT id FROM notification_rules WHERE organization_id = $1 ORDER BY id LIMIT 1) AS "ruleId",
       (SELECT id::text FROM notification_events WHERE organization_id = $1 ORDER BY id LIMIT 1) AS "eventId",
       (SELECT id::text FROM notification_deliveries WHERE organization_id = $1 ORDER BY state DESC, id LIMIT 1) AS "notificationId",
       (SELECT id FROM api_tokens WHERE organization_id = $1 ORDER BY id LIMIT 1) AS "tokenId",
       (SELECT id FROM staff_members WHERE organization_id = $1 AND display_name = 'Colleague 1') AS "memberId",
       (SELECT id FROM one_time_codes WHERE organization_id = $1 ORDER BY id LIMIT 1) AS "codeId",
       'gid://shopify/Product/1' AS "shopifyProductId"
     FROM filled_stores first, filled_stores other,
       (SELECT * FROM filled_products WHERE batch_number = 0 AND status = 'FAILED' ORDER BY number LIMIT 1) AS product
     WHERE first.number = 0 AND other.number = 1`,
    [organizationId, storeId],
  );
  const of = (name: string): string => {
    const id = rows[0]?.[name];
    if (id === null || id === undefined) throw new Error(`The filled organization has no ${name}.`);
    return id;
  };
  return {
    organizationId,
    storeId,
    otherStoreId: of("otherStoreId"),
    categoryId: of("categoryId"),
    productId: of("productId"),
    variantId: of("variantId"),
    batchId: of("batchId"),
    rowId: of("rowId"),
    attemptId: of("attemptId"),
    stockRunId: of("stockRunId"),
    levelId: of("levelId"),
    reconciliationId: of("reconciliationId"),
    findingId: of("findingId"),
    proposalId: of("proposalId"),
    webhookId: of("webhookId"),
    ruleId: of("ruleId"),
    eventId: of("eventId"),
    notificationId: of("notificationId"),
    routeId: of("routeId"),
    spareRouteId: of("spareRouteId"),
    tokenId: of("tokenId"),
    memberId: of("memberId"),
    codeId: of("codeId"),
    shopifyProductId: of("shopifyProductId"),
  };
}
