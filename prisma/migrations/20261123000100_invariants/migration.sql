-- What the Prisma schema cannot say: partial unique indexes, checks, and storage settings of busy tables.

-- One variant is at most once waiting and at most once under way for a store, whatever number of batches name it.
CREATE UNIQUE INDEX "upload_rows_one_pending" ON "shopify_upload_products" ("store_id", "variant_id") WHERE "status" = 'PENDING' AND "store_id" IS NOT NULL;
CREATE UNIQUE INDEX "upload_rows_one_processing" ON "shopify_upload_products" ("store_id", "variant_id") WHERE "status" = 'PROCESSING';
-- One product is uploaded to a store by one group at a time: parallel writes to one Shopify product fail.
CREATE UNIQUE INDEX "upload_groups_one_processing" ON "upload_groups" ("store_id", "product_id") WHERE "status" = 'PROCESSING';
-- The claim: due groups of a store in order.
CREATE INDEX "upload_groups_due" ON "upload_groups" ("store_id", "priority" DESC, "due_at", "id") WHERE "status" = 'PENDING';
-- Failed and waiting rows of a batch are few beside its successes, and the pages ask for them by status.
CREATE INDEX "upload_rows_not_successful" ON "shopify_upload_products" ("batch_id", "status", "id") WHERE "status" <> 'SUCCESS';

ALTER TABLE "upload_groups"
  ADD CONSTRAINT "upload_groups_store_unless_skipped" CHECK ("store_id" IS NOT NULL OR "status" = 'SKIPPED'),
  ADD CONSTRAINT "upload_groups_claim_while_processing" CHECK (("status" = 'PROCESSING') = ("claim_token" IS NOT NULL)),
  ADD CONSTRAINT "upload_groups_row_count_positive" CHECK ("row_count" > 0);

ALTER TABLE "shopify_upload_products"
  ADD CONSTRAINT "upload_rows_store_unless_skipped" CHECK ("store_id" IS NOT NULL OR "status" = 'SKIPPED'),
  ADD CONSTRAINT "upload_rows_success_has_ids" CHECK ("status" <> 'SUCCESS' OR ("shopify_product_id" IS NOT NULL AND "shopify_variant_id" IS NOT NULL AND "shopify_inventory_item_id" IS NOT NULL)),
  ADD CONSTRAINT "upload_rows_failed_is_explained" CHECK ("status" <> 'FAILED' OR ("error_category" IS NOT NULL AND "error_message" IS NOT NULL)),
  ADD CONSTRAINT "upload_rows_skipped_has_reason" CHECK ("status" <> 'SKIPPED' OR "skip_reason" IS NOT NULL);

ALTER TABLE "shopify_upload_batches"
  ADD CONSTRAINT "upload_batches_row_counters" CHECK (
    "rows_pending" >= 0 AND "rows_processing" >= 0 AND "rows_succeeded" >= 0 AND "rows_failed" >= 0 AND "rows_skipped" >= 0 AND "rows_cancelled" >= 0
    AND "rows_total" = "rows_pending" + "rows_processing" + "rows_succeeded" + "rows_failed" + "rows_skipped" + "rows_cancelled"),
  ADD CONSTRAINT "upload_batches_product_counters" CHECK (
    "products_pending" >= 0 AND "products_processing" >= 0 AND "products_succeeded" >= 0 AND "products_failed" >= 0 AND "products_skipped" >= 0 AND "products_cancelled" >= 0
    AND "products_total" = "products_pending" + "products_processing" + "products_succeeded" + "products_failed" + "products_skipped" + "products_cancelled"),
  ADD CONSTRAINT "upload_batches_ended_when_done" CHECK (("status" IN ('COMPLETED', 'FAILED', 'CANCELLED')) = ("completed_at" IS NOT NULL));

ALTER TABLE "stock_levels"
  ADD CONSTRAINT "stock_levels_reserved_and_hold" CHECK ("reserved" >= 0 AND "hold" >= 0);

ALTER TABLE "categories"
  ADD CONSTRAINT "categories_root_has_no_parent" CHECK (("parent_id" IS NULL) = ("depth" = 0)),
  ADD CONSTRAINT "categories_lineage_ends_here" CHECK ("lineage"["depth" + 1] = "id" AND cardinality("lineage") = "depth" + 1);
CREATE UNIQUE INDEX "categories_one_root" ON "categories" ("organization_id") WHERE "parent_id" IS NULL;

ALTER TABLE "variants"
  ADD CONSTRAINT "variants_prices_not_negative" CHECK ("price" >= 0 AND ("compare_at_price" IS NULL OR "compare_at_price" >= 0) AND ("cost" IS NULL OR "cost" >= 0));

-- Rows change status a few times and stay: room for updates in place, and vacuum before the dead rows pile up.
ALTER TABLE "upload_groups" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "shopify_upload_products" SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "shopify_upload_batches" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE "store_budgets" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
