-- Rows that are read again before they are sent are told from rows that wait for a call, and a level knows how often it changed.
ALTER TABLE "inventory_run_rows" ADD COLUMN "needs_read" BOOLEAN NOT NULL DEFAULT false;
DROP INDEX "inventory_run_rows_to_read";
CREATE INDEX "inventory_run_rows_without_call" ON "inventory_run_rows" ("run_id", "id") WHERE "status" = 'PENDING' AND "call_id" IS NULL;

ALTER TABLE "inventory_levels" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;
