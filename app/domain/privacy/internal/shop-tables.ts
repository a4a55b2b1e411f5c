/** A table that holds rows of shops, and the condition that finds those of one: `$store` is its id, `$shop` its domain. */
export interface ShopTable {
  table: string;
  of: string;
}

const byStore = (table: string): ShopTable => ({ table, of: `store_id = $store` });
const byRun = (table: string, runs: string): ShopTable => ({
  table,
  of: `run_id IN (SELECT id FROM ${runs} WHERE store_id = $store)`,
});

/** What is deleted of a shop, in this order: what refers to something goes before it. */
export const DELETED_TABLES: readonly ShopTable[] = [
  { table: "shopify_sessions", of: "shop = $shop" },
  { table: "token_refresh_leases", of: "shop_domain = $shop" },
  byRun("shop_snapshot_variants", "reconciliation_runs"),
  byRun("shop_snapshot_products", "reconciliation_runs"),
  byRun("adoption_matches", "reconciliation_runs"),
  byStore("reconciliation_findings"),
  byStore("adoption_proposals"),
  byStore("reconciliation_runs"),
  byRun("inventory_run_rows", "inventory_runs"),
  byRun("inventory_calls", "inventory_runs"),
  byStore("inventory_runs"),
  byStore("inventory_levels"),
  byStore("inventory_movements"),
  byStore("quarantined_levels"),
  byStore("stock_arrivals"),
  byStore("inventory_settings"),
  byStore("store_locations"),
  byStore("variant_links"),
  byStore("product_links"),
  byStore("store_points_shares"),
  byStore("store_budgets"),
  byStore("gone_brakes"),
  byStore("one_time_codes"),
  { table: "wrong_codes", of: "shop_domain = $shop" },
  // Merchants and viewers of this shop alone. Owners and staff are of the organization, and open the app elsewhere too.
  byStore("staff_members"),
  { table: "webhook_deliveries", of: "shop_domain = $shop" },
];

/** Tables with a store or a shop in them that stay, and why. */
export const KEPT_TABLES: Readonly<Record<string, string>> = {
  stores: "so that a shop that comes back is the same organization's; its facts are forgotten",
  routes: "the organization's own rules; ids of the shop are taken out",
  approvals: "the organization's own decisions",
  notification_rules: "who of the organization is told of what; no fact of the shop is in them",
  notification_events: "what happened in the organization, without any name of a shop",
  notification_inboxes: "deleted with the member of the staff whose it is",
  notification_reads: "deleted with the member of the staff whose it is",
  shopify_upload_batches: "the organization's own history",
  upload_groups: "the organization's own history; what was sent and Shopify's ids are taken out",
  shopify_upload_products: "the organization's own history; what was sent and Shopify's ids are taken out",
  upload_attempts: "deleted with what was sent of their group",
  upload_batch_stores: "counts of the organization's own batches",
  upload_days: "counts of the organization's own uploads",
  upload_error_groups: "counts of the organization's own batches; examples are taken out",
  staff_identities: "who of the organization's owners and staff is which user, so that they can come back",
  privacy_requests: "what was asked and that it was done",
};
