-- Lists of batches by a count, read from either end. The counts move less often than a batch is written.
CREATE INDEX "shopify_upload_batches_by_products" ON "shopify_upload_batches" ("organization_id", "products_total", "id");
CREATE INDEX "shopify_upload_batches_by_failed" ON "shopify_upload_batches" ("organization_id", "rows_failed", "id");
