-- What leaves a store is taken off sale there by a batch of its own.
CREATE TYPE "upload_purpose" AS ENUM ('UPLOAD', 'DEPARTURE');
CREATE TYPE "departure_rule" AS ENUM ('LEAVE', 'UNPUBLISH', 'ARCHIVE');
ALTER TYPE "upload_skip_reason" ADD VALUE 'GONE_FROM_SHOP';
ALTER TYPE "upload_skip_reason" ADD VALUE 'OFF_SALE_ALREADY';
ALTER TYPE "upload_skip_reason" ADD VALUE 'BELONGS_AGAIN';
ALTER TYPE "upload_step" ADD VALUE 'ARCHIVE_PRODUCT';
ALTER TYPE "upload_step" ADD VALUE 'UNPUBLISH';

ALTER TABLE "shopify_upload_batches" ADD COLUMN "purpose" "upload_purpose" NOT NULL DEFAULT 'UPLOAD';
ALTER TABLE "stores" ADD COLUMN "departure_rule" "departure_rule" NOT NULL DEFAULT 'ARCHIVE';
ALTER TABLE "products" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3);
CREATE INDEX "products_off_sale" ON "products" ("organization_id", "id") WHERE "withdrawn_at" IS NOT NULL OR "discontinued_at" IS NOT NULL;

ALTER TABLE "product_links"
  ADD COLUMN "departed_at" TIMESTAMPTZ(3),
  ADD COLUMN "departed_as" "departure_rule",
  ADD CONSTRAINT "product_links_departed_as" CHECK ("departed_as" IS NULL OR ("departed_at" IS NOT NULL AND "departed_as" <> 'LEAVE'));

CREATE TABLE "departures" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "scope" JSONB NOT NULL,
    "planned_through" UUID,
    "planned_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "departures_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "departures_batch_id_key" ON "departures" ("batch_id");
CREATE INDEX "departures_organization_id_idx" ON "departures" ("organization_id");
ALTER TABLE "departures" ADD CONSTRAINT "departures_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;
