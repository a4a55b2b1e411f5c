-- The products of a store that were deleted in its shop are few among a million links.
CREATE INDEX "product_links_gone" ON "product_links" ("store_id", "product_id") WHERE "gone_at" IS NOT NULL;
