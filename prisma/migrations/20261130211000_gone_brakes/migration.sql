-- A share of a store's links that is not called gone without a person, and what stands between a store and a mistake.
ALTER TABLE "stores" ADD COLUMN "max_gone_share" DOUBLE PRECISION NOT NULL DEFAULT 0.2;
ALTER TABLE "stores" ADD CONSTRAINT "stores_max_gone_share" CHECK ("max_gone_share" BETWEEN 0 AND 1);

CREATE TABLE "gone_brakes" (
    "store_id" UUID NOT NULL,
    "window_started_at" TIMESTAMPTZ(3),
    "window_products" INTEGER NOT NULL DEFAULT 0,
    "live_products" INTEGER NOT NULL DEFAULT 0,
    "stopped_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "released_products" INTEGER NOT NULL DEFAULT 0,
    "released_variants" INTEGER NOT NULL DEFAULT 0,
    "released_at" TIMESTAMPTZ(3),
    "released_by" TEXT,

    CONSTRAINT "gone_brakes_pkey" PRIMARY KEY ("store_id"),
    CONSTRAINT "gone_brakes_stopped_with_report" CHECK ("stopped_at" IS NULL OR "report" IS NOT NULL)
);

ALTER TABLE "gone_brakes" ADD CONSTRAINT "gone_brakes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;
