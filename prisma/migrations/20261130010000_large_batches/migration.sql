-- What was skipped of a batch, per store, without a walk over all that was not.
CREATE INDEX "upload_groups_skipped" ON "upload_groups" ("batch_id", "store_id", "id") WHERE "status" = 'SKIPPED';

-- Attempts get their ids in the order of time, so that pruning needs no index of their times, and nothing else goes by them.
DROP INDEX "upload_attempts_started_at_idx";
