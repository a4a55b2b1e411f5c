-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('OWNER', 'STAFF', 'MERCHANT', 'VIEWER');

-- CreateEnum
CREATE TYPE "actor_type" AS ENUM ('STAFF', 'API_TOKEN', 'SYSTEM');

-- CreateEnum
CREATE TYPE "store_status" AS ENUM ('CONNECTED', 'RECONNECT_REQUIRED', 'UNINSTALLED');

-- CreateEnum
CREATE TYPE "product_type" AS ENUM ('NORMAL', 'GIFT_CARD', 'SERVICE', 'BUNDLE', 'SAMPLE');

-- CreateEnum
CREATE TYPE "approval_status" AS ENUM ('PENDING', 'APPROVED', 'REJECTED');

-- CreateEnum
CREATE TYPE "product_status" AS ENUM ('ACTIVE', 'DRAFT', 'ARCHIVED', 'UNLISTED');

-- CreateEnum
CREATE TYPE "inventory_policy" AS ENUM ('DENY', 'CONTINUE');

-- CreateEnum
CREATE TYPE "upload_batch_status" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "upload_row_status" AS ENUM ('PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'SKIPPED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "upload_error_category" AS ENUM ('API_LIMIT', 'VALIDATION', 'DUPLICATE', 'NETWORK', 'SHOPIFY_ERROR', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "upload_skip_reason" AS ENUM ('NOT_ELIGIBLE', 'NO_ROUTE', 'UNCHANGED', 'ALREADY_IN_FLIGHT', 'SUPERSEDED');

-- CreateEnum
CREATE TYPE "upload_step" AS ENUM ('CREATE_PRODUCT', 'UPDATE_PRODUCT', 'ADD_VARIANTS', 'UPDATE_VARIANTS', 'PUBLISH', 'READ_BACK', 'LOOK_UP');

-- CreateEnum
CREATE TYPE "upload_attempt_outcome" AS ENUM ('INTENT', 'SUCCEEDED', 'REFUSED', 'FAILED', 'THROTTLED', 'UNKNOWN', 'ADOPTED', 'ABSENT');

-- CreateEnum
CREATE TYPE "stock_mode" AS ENUM ('UPSTREAM_COUNTS_ORDERS', 'SHOPIFY_COUNTS_ORDERS');

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_members" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "store_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_identities" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "staff_member_id" UUID NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "shopify_user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stores" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency_code" TEXT NOT NULL,
    "iana_timezone" TEXT NOT NULL,
    "status" "store_status" NOT NULL DEFAULT 'CONNECTED',
    "status_reason" TEXT,
    "paused_at" TIMESTAMPTZ(3),
    "creates_parked_until" TIMESTAMPTZ(3),
    "identity_defined_at" TIMESTAMPTZ(3),
    "primary_location_id" TEXT,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_budgets" (
    "store_id" UUID NOT NULL,
    "maximum_points" DOUBLE PRECISION NOT NULL,
    "restore_per_second" DOUBLE PRECISION NOT NULL,
    "available_points" DOUBLE PRECISION NOT NULL,
    "measured_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "store_budgets_pkey" PRIMARY KEY ("store_id")
);

-- CreateTable
CREATE TABLE "shopify_sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN,
    "locale" TEXT,
    "collaborator" BOOLEAN,
    "emailVerified" BOOLEAN,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "shopify_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_refresh_leases" (
    "shop_domain" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "fence" BIGINT NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_refresh_leases_pkey" PRIMARY KEY ("shop_domain")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "lineage" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routes" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "is_excluded" BOOLEAN NOT NULL DEFAULT false,
    "status_on_create" "product_status" NOT NULL DEFAULT 'ACTIVE',
    "extra_tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "publication_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "location_map" JSONB NOT NULL DEFAULT '{}',
    "price_factor" DECIMAL(12,6) NOT NULL DEFAULT 1,
    "stock_mode" "stock_mode" NOT NULL DEFAULT 'UPSTREAM_COUNTS_ORDERS',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "category_id" UUID NOT NULL,
    "type" "product_type" NOT NULL DEFAULT 'NORMAL',
    "handle" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description_html" TEXT NOT NULL DEFAULT '',
    "vendor" TEXT NOT NULL DEFAULT '',
    "product_type_name" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" "product_status" NOT NULL DEFAULT 'ACTIVE',
    "seo_title" TEXT,
    "seo_description" TEXT,
    "options" JSONB NOT NULL DEFAULT '[]',
    "images" JSONB NOT NULL DEFAULT '[]',
    "metafields" JSONB NOT NULL DEFAULT '[]',
    "approval_status" "approval_status" NOT NULL DEFAULT 'PENDING',
    "approved_at" TIMESTAMPTZ(3),
    "rejection_reason" TEXT,
    "discontinued_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variants" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sku" TEXT,
    "barcode" TEXT,
    "option_values" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "price" DECIMAL(14,4) NOT NULL,
    "compare_at_price" DECIMAL(14,4),
    "cost" DECIMAL(14,4),
    "currency_code" TEXT NOT NULL,
    "weight_grams" DECIMAL(12,3),
    "image_url" TEXT,
    "requires_shipping" BOOLEAN NOT NULL DEFAULT true,
    "is_taxable" BOOLEAN NOT NULL DEFAULT true,
    "is_tracked" BOOLEAN NOT NULL DEFAULT true,
    "inventory_policy" "inventory_policy" NOT NULL DEFAULT 'DENY',
    "hs_code" TEXT,
    "country_of_origin" TEXT,
    "approval_status" "approval_status" NOT NULL DEFAULT 'PENDING',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouses" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "warehouses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_levels" (
    "variant_id" UUID NOT NULL,
    "warehouse_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "hold" INTEGER NOT NULL DEFAULT 0,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_levels_pkey" PRIMARY KEY ("variant_id","warehouse_id")
);

-- CreateTable
CREATE TABLE "catalog_imports" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "mapping_name" TEXT,
    "products_created" INTEGER NOT NULL DEFAULT 0,
    "products_updated" INTEGER NOT NULL DEFAULT 0,
    "products_unchanged" INTEGER NOT NULL DEFAULT 0,
    "variants_created" INTEGER NOT NULL DEFAULT 0,
    "variants_updated" INTEGER NOT NULL DEFAULT 0,
    "variants_unchanged" INTEGER NOT NULL DEFAULT 0,
    "warnings" INTEGER NOT NULL DEFAULT 0,
    "rejected_lines" INTEGER NOT NULL DEFAULT 0,
    "rejected_products" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalog_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "selection" JSONB NOT NULL,
    "store_id" UUID,
    "actor_type" "actor_type" NOT NULL,
    "actor_id" TEXT,
    "planned_through" UUID,
    "planned_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shopify_upload_batches" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "upload_batch_status" NOT NULL DEFAULT 'PENDING',
    "actor_type" "actor_type" NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "rows_total" INTEGER NOT NULL DEFAULT 0,
    "rows_pending" INTEGER NOT NULL DEFAULT 0,
    "rows_processing" INTEGER NOT NULL DEFAULT 0,
    "rows_succeeded" INTEGER NOT NULL DEFAULT 0,
    "rows_failed" INTEGER NOT NULL DEFAULT 0,
    "rows_skipped" INTEGER NOT NULL DEFAULT 0,
    "rows_cancelled" INTEGER NOT NULL DEFAULT 0,
    "products_total" INTEGER NOT NULL DEFAULT 0,
    "products_pending" INTEGER NOT NULL DEFAULT 0,
    "products_processing" INTEGER NOT NULL DEFAULT 0,
    "products_succeeded" INTEGER NOT NULL DEFAULT 0,
    "products_failed" INTEGER NOT NULL DEFAULT 0,
    "products_skipped" INTEGER NOT NULL DEFAULT 0,
    "products_cancelled" INTEGER NOT NULL DEFAULT 0,
    "cost_points" INTEGER NOT NULL DEFAULT 0,
    "planned_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "last_progress_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "error_summary" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shopify_upload_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_groups" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "store_id" UUID,
    "product_id" UUID NOT NULL,
    "status" "upload_row_status" NOT NULL DEFAULT 'PENDING',
    "skip_reason" "upload_skip_reason",
    "priority" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "claim_token" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "is_unclear" BOOLEAN NOT NULL DEFAULT false,
    "shopify_product_id" TEXT,
    "error_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shopify_upload_products" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "group_id" BIGINT NOT NULL,
    "store_id" UUID,
    "product_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "status" "upload_row_status" NOT NULL DEFAULT 'PENDING',
    "skip_reason" "upload_skip_reason",
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "shopify_product_id" TEXT,
    "shopify_variant_id" TEXT,
    "shopify_inventory_item_id" TEXT,
    "error_category" "upload_error_category",
    "error_code" TEXT,
    "error_message" TEXT,
    "error_field" TEXT,
    "retry_count" INTEGER NOT NULL DEFAULT 0,
    "processed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shopify_upload_products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_attempts" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "group_id" BIGINT NOT NULL,
    "batch_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "step" "upload_step" NOT NULL,
    "operation_id" UUID NOT NULL,
    "claim_token" UUID NOT NULL,
    "request_hash" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "outcome" "upload_attempt_outcome" NOT NULL DEFAULT 'INTENT',
    "response" JSONB,
    "error_category" "upload_error_category",
    "error_code" TEXT,
    "error_message" TEXT,
    "cost_points" INTEGER,
    "shopify_request_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_links" (
    "store_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "shopify_product_id" TEXT NOT NULL,
    "handle" TEXT,
    "accepted_hash" TEXT,
    "accepted" JSONB,
    "shopify_updated_at" TIMESTAMPTZ(3),
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_links_pkey" PRIMARY KEY ("store_id","product_id")
);

-- CreateTable
CREATE TABLE "variant_links" (
    "store_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "shopify_variant_id" TEXT NOT NULL,
    "shopify_inventory_item_id" TEXT NOT NULL,
    "accepted_hash" TEXT,
    "accepted" JSONB,
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "variant_links_pkey" PRIMARY KEY ("store_id","variant_id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" BIGSERIAL NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "actor_type" "actor_type" NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "staff_members_organization_id_idx" ON "staff_members"("organization_id");

-- CreateIndex
CREATE INDEX "staff_identities_staff_member_id_idx" ON "staff_identities"("staff_member_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_identities_shop_domain_shopify_user_id_key" ON "staff_identities"("shop_domain", "shopify_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_organization_id_idx" ON "api_tokens"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "stores_shop_domain_key" ON "stores"("shop_domain");

-- CreateIndex
CREATE INDEX "stores_organization_id_idx" ON "stores"("organization_id");

-- CreateIndex
CREATE INDEX "shopify_sessions_shop_idx" ON "shopify_sessions"("shop");

-- CreateIndex
CREATE INDEX "categories_parent_id_idx" ON "categories"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_organization_id_path_key" ON "categories"("organization_id", "path");

-- CreateIndex
CREATE INDEX "routes_organization_id_idx" ON "routes"("organization_id");

-- CreateIndex
CREATE INDEX "routes_store_id_idx" ON "routes"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "routes_category_id_store_id_key" ON "routes"("category_id", "store_id");

-- CreateIndex
CREATE INDEX "products_organization_id_approval_status_id_idx" ON "products"("organization_id", "approval_status", "id");

-- CreateIndex
CREATE INDEX "products_organization_id_category_id_id_idx" ON "products"("organization_id", "category_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "products_organization_id_external_id_key" ON "products"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "variants_organization_id_sku_idx" ON "variants"("organization_id", "sku");

-- CreateIndex
CREATE UNIQUE INDEX "variants_product_id_external_id_key" ON "variants"("product_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "warehouses_organization_id_code_key" ON "warehouses"("organization_id", "code");

-- CreateIndex
CREATE INDEX "stock_levels_organization_id_idx" ON "stock_levels"("organization_id");

-- CreateIndex
CREATE INDEX "catalog_imports_organization_id_started_at_idx" ON "catalog_imports"("organization_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_batch_id_key" ON "approvals"("batch_id");

-- CreateIndex
CREATE INDEX "approvals_organization_id_idx" ON "approvals"("organization_id");

-- CreateIndex
CREATE INDEX "shopify_upload_batches_organization_id_id_idx" ON "shopify_upload_batches"("organization_id", "id");

-- CreateIndex
CREATE INDEX "shopify_upload_batches_organization_id_status_id_idx" ON "shopify_upload_batches"("organization_id", "status", "id");

-- CreateIndex
CREATE INDEX "upload_groups_batch_id_id_idx" ON "upload_groups"("batch_id", "id");

-- CreateIndex
CREATE INDEX "upload_groups_product_id_store_id_id_idx" ON "upload_groups"("product_id", "store_id", "id");

-- CreateIndex
CREATE INDEX "shopify_upload_products_batch_id_id_idx" ON "shopify_upload_products"("batch_id", "id");

-- CreateIndex
CREATE INDEX "shopify_upload_products_group_id_idx" ON "shopify_upload_products"("group_id");

-- CreateIndex
CREATE INDEX "upload_attempts_group_id_id_idx" ON "upload_attempts"("group_id", "id");

-- CreateIndex
CREATE INDEX "upload_attempts_started_at_idx" ON "upload_attempts"("started_at");

-- CreateIndex
CREATE INDEX "product_links_product_id_idx" ON "product_links"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_links_store_id_shopify_product_id_key" ON "product_links"("store_id", "shopify_product_id");

-- CreateIndex
CREATE INDEX "variant_links_store_id_product_id_idx" ON "variant_links"("store_id", "product_id");

-- CreateIndex
CREATE INDEX "variant_links_store_id_shopify_inventory_item_id_idx" ON "variant_links"("store_id", "shopify_inventory_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "variant_links_store_id_shopify_variant_id_key" ON "variant_links"("store_id", "shopify_variant_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_received_at_idx" ON "webhook_deliveries"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_shop_domain_webhook_id_key" ON "webhook_deliveries"("shop_domain", "webhook_id");

-- CreateIndex
CREATE INDEX "activity_organization_id_id_idx" ON "activity"("organization_id", "id");

-- CreateIndex
CREATE INDEX "activity_subject_type_subject_id_id_idx" ON "activity"("subject_type", "subject_id", "id");

-- AddForeignKey
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_identities" ADD CONSTRAINT "staff_identities_staff_member_id_fkey" FOREIGN KEY ("staff_member_id") REFERENCES "staff_members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stores" ADD CONSTRAINT "stores_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_budgets" ADD CONSTRAINT "store_budgets_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routes" ADD CONSTRAINT "routes_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routes" ADD CONSTRAINT "routes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouses" ADD CONSTRAINT "warehouses_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_groups" ADD CONSTRAINT "upload_groups_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shopify_upload_products" ADD CONSTRAINT "shopify_upload_products_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shopify_upload_products" ADD CONSTRAINT "shopify_upload_products_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "upload_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_attempts" ADD CONSTRAINT "upload_attempts_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "upload_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

