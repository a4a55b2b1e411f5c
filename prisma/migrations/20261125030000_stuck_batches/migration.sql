-- Since when nobody works on a batch that has due work, and when its counters were last compared with its rows.
ALTER TABLE "shopify_upload_batches"
  ADD COLUMN "stuck_since" TIMESTAMPTZ(3),
  ADD COLUMN "counters_checked_at" TIMESTAMPTZ(3);
-- Calls without an answer are few, and a batch's page tells how many there were.
CREATE INDEX "upload_attempts_unclear" ON "upload_attempts" ("batch_id") WHERE "outcome" = 'UNKNOWN';
