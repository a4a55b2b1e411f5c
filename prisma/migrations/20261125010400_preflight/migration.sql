-- Preflight asks before any call whether a handle or a sku is taken in a store by another product of the organization.

ALTER TABLE "variant_links" ADD COLUMN "sku" TEXT;
UPDATE "variant_links" SET "sku" = "accepted" ->> 'sku' WHERE "accepted" ->> 'sku' IS NOT NULL;

CREATE INDEX "variant_links_sku" ON "variant_links" ("store_id", "sku") WHERE "sku" IS NOT NULL AND "gone_at" IS NULL;
CREATE INDEX "product_links_handle" ON "product_links" ("store_id", "handle") WHERE "handle" IS NOT NULL AND "gone_at" IS NULL;
