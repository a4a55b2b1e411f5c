-- Since when nobody works on a batch that has due work, and what recovery has found and made good.
ALTER TABLE "shopify_upload_batches"
  ADD COLUMN "stuck_since" TIMESTAMPTZ(3),
  ADD COLUMN "counters_checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "unclear_calls" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "resolved_calls" INTEGER NOT NULL DEFAULT 0;
