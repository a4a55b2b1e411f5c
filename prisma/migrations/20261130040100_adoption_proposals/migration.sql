-- Products of a shop that may be products of the catalog, for a person to confirm.
CREATE TYPE "adoption_match" AS ENUM ('CUSTOM_ID', 'SKU', 'BARCODE', 'HANDLE');
CREATE TYPE "adoption_state" AS ENUM ('PROPOSED', 'AMBIGUOUS', 'CONFIRMED', 'REJECTED', 'REFUSED');

CREATE TABLE "adoption_proposals" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "run_id" UUID,
  "state" "adoption_state" NOT NULL,
  "matched_by" "adoption_match" NOT NULL,
  "shopify_product_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "handle" TEXT NOT NULL,
  "shopify_status" TEXT NOT NULL,
  "product_id" UUID,
  "candidates" JSONB NOT NULL DEFAULT '[]',
  "pairs" JSONB NOT NULL DEFAULT '[]',
  "variants_in_shop" INTEGER NOT NULL,
  "variants_in_catalog" INTEGER NOT NULL DEFAULT 0,
  "reason" TEXT,
  "decided_by" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "adoption_proposals_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "adoption_proposals_names_a_product" CHECK ("state" NOT IN ('PROPOSED', 'CONFIRMED') OR "product_id" IS NOT NULL),
  CONSTRAINT "adoption_proposals_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "adoption_proposals_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_runs"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
-- A product of the shop has one proposal, and a product of the catalog is proposed for one product of the shop.
CREATE UNIQUE INDEX "adoption_proposals_store_id_shopify_product_id_key" ON "adoption_proposals" ("store_id", "shopify_product_id");
CREATE UNIQUE INDEX "adoption_proposals_one_per_product" ON "adoption_proposals" ("store_id", "product_id") WHERE "state" = 'PROPOSED';
CREATE INDEX "adoption_proposals_store_id_state_id_idx" ON "adoption_proposals" ("store_id", "state", "id");

-- Which products of the catalog share a key with which products of the shop: written, read and deleted by one run.
CREATE UNLOGGED TABLE "adoption_matches" (
  "run_id" UUID NOT NULL,
  "shopify_product_id" TEXT NOT NULL,
  "product_id" UUID NOT NULL,
  "matched_by" "adoption_match" NOT NULL,
  CONSTRAINT "adoption_matches_pkey" PRIMARY KEY ("run_id", "shopify_product_id", "product_id")
);
CREATE INDEX "adoption_matches_run_id_product_id_idx" ON "adoption_matches" ("run_id", "product_id");
