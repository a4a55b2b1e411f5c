-- Runs that compare all links of a store with its shop, what they find, and the shop as they read it.
CREATE TYPE "reconciliation_kind" AS ENUM ('RECONCILE', 'ADOPT');
CREATE TYPE "reconciliation_status" AS ENUM ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');
CREATE TYPE "reconciliation_step" AS ENUM ('QUERY', 'READ', 'LINKS', 'IDENTITIES', 'MATCHES', 'PROPOSALS', 'CLEAN_UP');
CREATE TYPE "reconciliation_finding_kind" AS ENUM (
  'VARIANT_RELINKED', 'INVENTORY_ITEM_CHANGED', 'VARIANT_GONE', 'VARIANT_BACK', 'HANDLE_CHANGED', 'PRODUCT_GONE',
  'PRODUCT_BACK', 'PRODUCT_RELINKED', 'AMBIGUOUS_VARIANTS', 'UNKNOWN_PRODUCT', 'DUPLICATE_IDENTITY', 'IDENTITY_MISSING');
CREATE TYPE "reconciliation_finding_state" AS ENUM ('REPAIRED', 'OPEN', 'RESOLVED', 'DISMISSED');
CREATE TYPE "deleted_product_rule" AS ENUM ('CREATE_ANEW', 'ASK');
ALTER TYPE "upload_skip_reason" ADD VALUE 'DELETED_IN_SHOP';

ALTER TABLE "stores"
  ADD COLUMN "deleted_product_rule" "deleted_product_rule" NOT NULL DEFAULT 'CREATE_ANEW',
  ADD COLUMN "quiet_hour" SMALLINT NOT NULL DEFAULT 3,
  ADD CONSTRAINT "stores_quiet_hour" CHECK ("quiet_hour" BETWEEN 0 AND 23);

ALTER TABLE "product_links"
  ADD COLUMN "lacks_identity" BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN "may_be_made_anew" BOOLEAN NOT NULL DEFAULT FALSE;
-- Adopted products that do not carry our id yet: few, and none for most of the time.
CREATE INDEX "product_links_lacking_identity" ON "product_links" ("store_id", "product_id") WHERE "lacks_identity" AND "gone_at" IS NULL;

CREATE TABLE "reconciliation_runs" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "kind" "reconciliation_kind" NOT NULL,
  "status" "reconciliation_status" NOT NULL DEFAULT 'PENDING',
  "actor_type" "actor_type" NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "local_date" DATE,
  "step" "reconciliation_step" NOT NULL DEFAULT 'QUERY',
  "cursor" TEXT,
  "claim_token" UUID,
  "bulk_operation_id" TEXT,
  "bulk_starts" INTEGER NOT NULL DEFAULT 0,
  "snapshot_at" TIMESTAMPTZ(3),
  "next_look_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "lines_total" BIGINT,
  "lines_staged" BIGINT NOT NULL DEFAULT 0,
  "links_compared" INTEGER NOT NULL DEFAULT 0,
  "links_left_alone" INTEGER NOT NULL DEFAULT 0,
  "findings" JSONB NOT NULL DEFAULT '{}',
  "proposals" JSONB NOT NULL DEFAULT '{}',
  "error_code" TEXT,
  "error_message" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "started_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "reconciliation_runs_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "reconciliation_runs_ended_when_done" CHECK (("status" IN ('COMPLETED', 'FAILED', 'CANCELLED')) = ("ended_at" IS NOT NULL)),
  CONSTRAINT "reconciliation_runs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- A store is read by one run at a time, and at most once by itself on a local day.
CREATE UNIQUE INDEX "reconciliation_runs_one_open" ON "reconciliation_runs" ("store_id") WHERE "status" IN ('PENDING', 'RUNNING');
CREATE UNIQUE INDEX "reconciliation_runs_one_nightly" ON "reconciliation_runs" ("store_id", "local_date") WHERE "local_date" IS NOT NULL;
CREATE INDEX "reconciliation_runs_store_id_id_idx" ON "reconciliation_runs" ("store_id", "id");

CREATE TABLE "reconciliation_findings" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "run_id" UUID,
  "kind" "reconciliation_finding_kind" NOT NULL,
  "state" "reconciliation_finding_state" NOT NULL,
  "subject" TEXT NOT NULL,
  "product_id" UUID,
  "variant_id" UUID,
  "shopify_product_id" TEXT,
  "details" JSONB NOT NULL DEFAULT '{}',
  "decided_by" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "reconciliation_findings_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "reconciliation_findings_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "reconciliation_findings_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- What is still so is the same finding, and what a person has put aside does not come back every night.
CREATE UNIQUE INDEX "reconciliation_findings_one_unsettled" ON "reconciliation_findings" ("store_id", "kind", "subject") WHERE "state" IN ('OPEN', 'DISMISSED');
CREATE INDEX "reconciliation_findings_run_id_id_idx" ON "reconciliation_findings" ("run_id", "id");
CREATE INDEX "reconciliation_findings_store_id_state_id_idx" ON "reconciliation_findings" ("store_id", "state", "id");

-- Written once, read once and deleted: not worth a log. A run notices when a crash of the server has emptied them.
CREATE UNLOGGED TABLE "shop_snapshot_products" (
  "run_id" UUID NOT NULL,
  "shopify_product_id" TEXT NOT NULL,
  "line" BIGINT NOT NULL,
  "handle" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "identity" TEXT,
  "shopify_updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "shop_snapshot_products_pkey" PRIMARY KEY ("run_id", "shopify_product_id")
);
CREATE INDEX "shop_snapshot_products_run_id_line_idx" ON "shop_snapshot_products" ("run_id", "line");
CREATE INDEX "shop_snapshot_products_run_id_handle_idx" ON "shop_snapshot_products" ("run_id", "handle");
CREATE INDEX "shop_snapshot_products_identity" ON "shop_snapshot_products" ("run_id", "identity") WHERE "identity" IS NOT NULL;

CREATE UNLOGGED TABLE "shop_snapshot_variants" (
  "run_id" UUID NOT NULL,
  "shopify_product_id" TEXT NOT NULL,
  "shopify_variant_id" TEXT NOT NULL,
  "shopify_inventory_item_id" TEXT NOT NULL,
  "line" BIGINT NOT NULL,
  "sku" TEXT,
  "barcode" TEXT,
  "option_values" TEXT[] NOT NULL,
  CONSTRAINT "shop_snapshot_variants_pkey" PRIMARY KEY ("run_id", "shopify_product_id", "shopify_variant_id")
);
CREATE INDEX "shop_snapshot_variants_run_id_line_idx" ON "shop_snapshot_variants" ("run_id", "line");
CREATE INDEX "shop_snapshot_variants_sku" ON "shop_snapshot_variants" ("run_id", "sku") WHERE "sku" IS NOT NULL;
CREATE INDEX "shop_snapshot_variants_barcode" ON "shop_snapshot_variants" ("run_id", "barcode") WHERE "barcode" IS NOT NULL;
