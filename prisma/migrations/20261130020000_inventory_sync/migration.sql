-- Stock of the stores: runs, their rows and calls, what is known of each level, and what has to be compared soon.

CREATE TYPE "inventory_run_kind" AS ENUM ('DAILY', 'ON_DEMAND', 'INCREMENTAL', 'DRY_RUN');
CREATE TYPE "inventory_run_status" AS ENUM ('PENDING', 'PROCESSING', 'WAITING_FOR_PERSON', 'COMPLETED', 'FAILED', 'CANCELLED');
CREATE TYPE "inventory_run_stage" AS ENUM ('READING', 'WEIGHING', 'SETTING');
CREATE TYPE "inventory_row_status" AS ENUM ('PENDING', 'SUCCESS', 'FAILED', 'QUARANTINED', 'CANCELLED', 'REPORTED');
CREATE TYPE "inventory_call_outcome" AS ENUM ('PLANNED', 'INTENT', 'SUCCEEDED', 'REFUSED', 'UNKNOWN', 'CANCELLED');

CREATE TABLE "inventory_settings" (
  "store_id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "is_daily_on" BOOLEAN NOT NULL DEFAULT true,
  "daily_at" TEXT NOT NULL DEFAULT '03:00',
  "time_zone" TEXT,
  "max_zero_share" DOUBLE PRECISION NOT NULL DEFAULT 0.2,
  "next_daily_at" TIMESTAMPTZ(3),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "inventory_settings_pkey" PRIMARY KEY ("store_id")
);

CREATE TABLE "store_locations" (
  "store_id" UUID NOT NULL,
  "location_id" TEXT NOT NULL,
  "organization_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "is_active" BOOLEAN NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "store_locations_pkey" PRIMARY KEY ("store_id", "location_id")
);

CREATE TABLE "inventory_runs" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "kind" "inventory_run_kind" NOT NULL,
  "status" "inventory_run_status" NOT NULL DEFAULT 'PENDING',
  "stage" "inventory_run_stage" NOT NULL DEFAULT 'WEIGHING',
  "category_id" UUID,
  "product_id" UUID,
  "is_shop_read" BOOLEAN NOT NULL,
  "local_day" DATE,
  "actor_type" "actor_type" NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "claim_token" UUID,
  "stage_through" UUID,
  "planned_at" TIMESTAMPTZ(3),
  "levels_total" INTEGER NOT NULL DEFAULT 0,
  "levels_drifted" INTEGER NOT NULL DEFAULT 0,
  "units_drifted" BIGINT NOT NULL DEFAULT 0,
  "levels_to_zero" INTEGER NOT NULL DEFAULT 0,
  "levels_quarantined" INTEGER NOT NULL DEFAULT 0,
  "levels_read" INTEGER NOT NULL DEFAULT 0,
  "rows_total" INTEGER NOT NULL DEFAULT 0,
  "rows_pending" INTEGER NOT NULL DEFAULT 0,
  "rows_succeeded" INTEGER NOT NULL DEFAULT 0,
  "rows_failed" INTEGER NOT NULL DEFAULT 0,
  "rows_quarantined" INTEGER NOT NULL DEFAULT 0,
  "rows_cancelled" INTEGER NOT NULL DEFAULT 0,
  "rows_reported" INTEGER NOT NULL DEFAULT 0,
  "calls_made" INTEGER NOT NULL DEFAULT 0,
  "cost_points" INTEGER NOT NULL DEFAULT 0,
  "brake_report" JSONB,
  "brake_released_at" TIMESTAMPTZ(3),
  "brake_released_by" TEXT,
  "cancel_requested_at" TIMESTAMPTZ(3),
  "error_summary" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "last_progress_at" TIMESTAMPTZ(3),
  "completed_at" TIMESTAMPTZ(3),
  CONSTRAINT "inventory_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inventory_calls" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "claim_token" UUID,
  "outcome" "inventory_call_outcome" NOT NULL DEFAULT 'PLANNED',
  "row_count" INTEGER NOT NULL,
  "unanswered_tries" INTEGER NOT NULL DEFAULT 0,
  "error_code" TEXT,
  "error_message" TEXT,
  "cost_points" INTEGER,
  "shopify_request_id" TEXT,
  "started_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "inventory_calls_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inventory_run_rows" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "call_id" UUID,
  "variant_id" UUID NOT NULL,
  "location_id" TEXT NOT NULL,
  "inventory_item_id" TEXT NOT NULL,
  "status" "inventory_row_status" NOT NULL DEFAULT 'PENDING',
  "target" INTEGER NOT NULL,
  "change_from" INTEGER NOT NULL,
  "stale_tries" INTEGER NOT NULL DEFAULT 0,
  "retry_count" INTEGER NOT NULL DEFAULT 0,
  "reason_code" TEXT,
  "reason" TEXT,
  "processed_at" TIMESTAMPTZ(3),
  CONSTRAINT "inventory_run_rows_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "inventory_levels" (
  "store_id" UUID NOT NULL,
  "variant_id" UUID NOT NULL,
  "location_id" TEXT NOT NULL,
  "organization_id" UUID NOT NULL,
  "inventory_item_id" TEXT NOT NULL,
  "known_quantity" INTEGER NOT NULL,
  "known_at" TIMESTAMPTZ(3) NOT NULL,
  "is_doubtful" BOOLEAN NOT NULL DEFAULT false,
  "set_quantity" INTEGER,
  "set_at" TIMESTAMPTZ(3),
  "shop_updated_at" TIMESTAMPTZ(3),
  CONSTRAINT "inventory_levels_pkey" PRIMARY KEY ("store_id", "variant_id", "location_id")
);

CREATE TABLE "inventory_movements" (
  "id" BIGSERIAL NOT NULL,
  "store_id" UUID NOT NULL,
  "variant_id" UUID NOT NULL,
  "location_id" TEXT NOT NULL,
  "delta" INTEGER NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "inventory_movements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "quarantined_levels" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "variant_id" UUID NOT NULL,
  "location_id" TEXT NOT NULL,
  "inventory_item_id" TEXT NOT NULL,
  "run_id" UUID NOT NULL,
  "reason_code" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "quarantined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "released_at" TIMESTAMPTZ(3),
  "released_by" TEXT,
  CONSTRAINT "quarantined_levels_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "stock_arrivals" (
  "id" BIGSERIAL NOT NULL,
  "store_id" UUID NOT NULL,
  "variant_id" UUID NOT NULL,
  "run_id" UUID,
  "arrived_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "stock_arrivals_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "inventory_settings_next_daily_at_idx" ON "inventory_settings" ("next_daily_at");
CREATE INDEX "inventory_runs_organization_id_id_idx" ON "inventory_runs" ("organization_id", "id");
CREATE INDEX "inventory_runs_store_id_id_idx" ON "inventory_runs" ("store_id", "id");
CREATE INDEX "inventory_calls_run_id_id_idx" ON "inventory_calls" ("run_id", "id");
CREATE INDEX "inventory_run_rows_run_id_id_idx" ON "inventory_run_rows" ("run_id", "id");
CREATE INDEX "inventory_run_rows_call_id_idx" ON "inventory_run_rows" ("call_id");
CREATE INDEX "inventory_levels_store_id_inventory_item_id_idx" ON "inventory_levels" ("store_id", "inventory_item_id");
CREATE INDEX "inventory_movements_store_id_variant_id_location_id_occurred_at_idx" ON "inventory_movements" ("store_id", "variant_id", "location_id", "occurred_at");
CREATE INDEX "quarantined_levels_organization_id_id_idx" ON "quarantined_levels" ("organization_id", "id");
CREATE INDEX "quarantined_levels_store_id_variant_id_idx" ON "quarantined_levels" ("store_id", "variant_id");
CREATE INDEX "stock_arrivals_run_id_variant_id_idx" ON "stock_arrivals" ("run_id", "variant_id");

ALTER TABLE "inventory_settings" ADD CONSTRAINT "inventory_settings_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "store_locations" ADD CONSTRAINT "store_locations_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory_runs" ADD CONSTRAINT "inventory_runs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory_calls" ADD CONSTRAINT "inventory_calls_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "inventory_runs" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory_run_rows" ADD CONSTRAINT "inventory_run_rows_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "inventory_runs" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory_levels" ADD CONSTRAINT "inventory_levels_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory_movements" ADD CONSTRAINT "inventory_movements_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "quarantined_levels" ADD CONSTRAINT "quarantined_levels_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "stock_arrivals" ADD CONSTRAINT "stock_arrivals_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One daily run per store and day of its calendar, and one taking up of arrivals at a time.
CREATE UNIQUE INDEX "inventory_runs_one_per_local_day" ON "inventory_runs" ("store_id", "local_day") WHERE "kind" = 'DAILY';
CREATE UNIQUE INDEX "inventory_runs_one_incremental" ON "inventory_runs" ("store_id") WHERE "kind" = 'INCREMENTAL' AND "status" IN ('PENDING', 'PROCESSING', 'WAITING_FOR_PERSON');
CREATE INDEX "inventory_runs_unfinished" ON "inventory_runs" ("store_id", "id") WHERE "status" IN ('PENDING', 'PROCESSING', 'WAITING_FOR_PERSON');
CREATE INDEX "inventory_calls_open" ON "inventory_calls" ("run_id", "id") WHERE "outcome" IN ('PLANNED', 'INTENT');
CREATE INDEX "inventory_calls_sent" ON "inventory_calls" ("store_id") WHERE "outcome" = 'INTENT';
-- Rows whose level has to be read again, and whether a level is being set right now.
CREATE INDEX "inventory_run_rows_to_read" ON "inventory_run_rows" ("run_id", "id") WHERE "status" = 'PENDING' AND "call_id" IS NULL;
CREATE INDEX "inventory_run_rows_pending_variant" ON "inventory_run_rows" ("variant_id") WHERE "status" = 'PENDING';
CREATE INDEX "inventory_run_rows_not_successful" ON "inventory_run_rows" ("run_id", "status", "id") WHERE "status" NOT IN ('SUCCESS', 'PENDING');
CREATE UNIQUE INDEX "quarantined_levels_once" ON "quarantined_levels" ("store_id", "variant_id", "location_id") WHERE "released_at" IS NULL;
-- What waits to be taken up is there once, so that stock that arrives again and again is compared once.
CREATE UNIQUE INDEX "stock_arrivals_waiting" ON "stock_arrivals" ("store_id", "variant_id") WHERE "run_id" IS NULL;

ALTER TABLE "inventory_runs"
  ADD CONSTRAINT "inventory_runs_row_counters" CHECK (
    "rows_pending" >= 0 AND "rows_succeeded" >= 0 AND "rows_failed" >= 0 AND "rows_quarantined" >= 0 AND "rows_cancelled" >= 0 AND "rows_reported" >= 0
    AND "rows_total" = "rows_pending" + "rows_succeeded" + "rows_failed" + "rows_quarantined" + "rows_cancelled" + "rows_reported"),
  ADD CONSTRAINT "inventory_runs_ended_when_done" CHECK (("status" IN ('COMPLETED', 'FAILED', 'CANCELLED')) = ("completed_at" IS NOT NULL)),
  ADD CONSTRAINT "inventory_runs_daily_has_day" CHECK (("kind" = 'DAILY') = ("local_day" IS NOT NULL));
ALTER TABLE "inventory_settings"
  ADD CONSTRAINT "inventory_settings_share" CHECK ("max_zero_share" >= 0 AND "max_zero_share" <= 1);
ALTER TABLE "inventory_run_rows"
  ADD CONSTRAINT "inventory_run_rows_target" CHECK ("target" >= 0),
  ADD CONSTRAINT "inventory_run_rows_explained" CHECK ("status" NOT IN ('FAILED', 'QUARANTINED') OR ("reason_code" IS NOT NULL AND "reason" IS NOT NULL));

ALTER TABLE "inventory_runs" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE "inventory_run_rows" SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "inventory_levels" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
