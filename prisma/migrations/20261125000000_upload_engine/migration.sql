-- The upload engine: what is left of a batch per store, error groups, canaries, deadlines, shares of points, and
-- what a route says of currency, collections, fields and skus.

CREATE TYPE "sku_conflict_rule" AS ENUM ('WARN', 'REFUSE');
CREATE TYPE "price_rounding" AS ENUM ('CENTS', 'FIVE_CENTS', 'WHOLE', 'NINETY_NINE');
CREATE TYPE "canary_state" AS ENUM ('RUNNING', 'PASSED', 'STOPPED');

ALTER TABLE "categories" ADD COLUMN "shopify_taxonomy_category_id" TEXT;

ALTER TABLE "routes"
  ADD COLUMN "price_rate" DECIMAL(18,8),
  ADD COLUMN "price_rounding" "price_rounding" NOT NULL DEFAULT 'CENTS',
  ADD COLUMN "collection_ids" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "field_modes" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "sku_conflicts" "sku_conflict_rule" NOT NULL DEFAULT 'WARN',
  ADD CONSTRAINT "routes_price_rate_positive" CHECK ("price_rate" IS NULL OR "price_rate" > 0);

ALTER TABLE "shopify_upload_batches"
  ADD COLUMN "pause_reason" TEXT,
  ADD COLUMN "deadline_at" TIMESTAMPTZ(3),
  ADD COLUMN "waits_for_daily_limit" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "canary_products" INTEGER,
  ADD COLUMN "canary_max_failed_share" DOUBLE PRECISION,
  ADD COLUMN "canary_state" "canary_state",
  ADD COLUMN "automatic_retries" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "upload_batches_canary" CHECK (
    ("canary_products" IS NULL) = ("canary_state" IS NULL) AND ("canary_products" IS NULL) = ("canary_max_failed_share" IS NULL)
    AND ("canary_products" IS NULL OR ("canary_products" > 0 AND "canary_max_failed_share" BETWEEN 0 AND 1)));

DROP INDEX "upload_groups_due";
ALTER TABLE "upload_groups" DROP COLUMN "priority",
  ADD COLUMN "planned_points" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "media_check_at" TIMESTAMPTZ(3);
-- The claim: which batches have something for a store, and what of each is due. A batch's priority is on the batch.
CREATE INDEX "upload_groups_due" ON "upload_groups" ("store_id", "batch_id", "due_at", "id") WHERE "status" = 'PENDING';
CREATE INDEX "upload_groups_media_check" ON "upload_groups" ("store_id", "media_check_at") WHERE "media_check_at" IS NOT NULL;

ALTER TABLE "shopify_upload_products"
  ADD COLUMN "error_fingerprint" TEXT,
  ADD COLUMN "warnings" JSONB;

CREATE TABLE "upload_batch_stores" (
  "batch_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "groups_open" INTEGER NOT NULL DEFAULT 0,
  "points_open" BIGINT NOT NULL DEFAULT 0,
  "points_planned" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "upload_batch_stores_pkey" PRIMARY KEY ("batch_id", "store_id"),
  CONSTRAINT "upload_batch_stores_open" CHECK ("groups_open" >= 0 AND "points_open" >= 0),
  CONSTRAINT "upload_batch_stores_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX "upload_batch_stores_open" ON "upload_batch_stores"("store_id") WHERE "groups_open" > 0;

CREATE TABLE "upload_error_groups" (
  "batch_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "organization_id" UUID NOT NULL,
  "category" "upload_error_category" NOT NULL,
  "code" TEXT NOT NULL,
  "rows" INTEGER NOT NULL DEFAULT 0,
  "example_message" TEXT NOT NULL,
  "example_field" TEXT,
  CONSTRAINT "upload_error_groups_pkey" PRIMARY KEY ("batch_id", "store_id", "fingerprint"),
  CONSTRAINT "upload_error_groups_rows" CHECK ("rows" >= 0),
  CONSTRAINT "upload_error_groups_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "store_points_shares" (
  "store_id" UUID NOT NULL,
  "holder" UUID NOT NULL,
  "wanted" JSONB NOT NULL DEFAULT '{}',
  "held_points" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "store_points_shares_pkey" PRIMARY KEY ("store_id", "holder"),
  CONSTRAINT "store_points_shares_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 50);
