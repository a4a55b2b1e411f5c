-- Canary groups of a batch, groups that make variants, and which group tries whether a shop's daily limit has lifted.

ALTER TABLE "upload_groups"
  ADD COLUMN "is_canary" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "makes_variants" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "stores" ADD COLUMN "limit_trial_group_id" BIGINT;

CREATE INDEX "upload_groups_canary" ON "upload_groups" ("batch_id") WHERE "is_canary";
-- What goes on at a store whose new variants wait for the next day.
CREATE INDEX "upload_groups_due_updates" ON "upload_groups" ("store_id", "batch_id", "due_at", "id")
  WHERE "status" = 'PENDING' AND NOT "makes_variants";
