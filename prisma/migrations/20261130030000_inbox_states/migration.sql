-- What becomes of a delivery, what it is about, and what of it still waits.
CREATE TYPE "webhook_delivery_state" AS ENUM ('WAITING', 'PARKED', 'HANDLED', 'IGNORED', 'UNLINKED', 'FAILED');

ALTER TABLE "webhook_deliveries"
  ADD COLUMN "state" "webhook_delivery_state" NOT NULL DEFAULT 'WAITING',
  ADD COLUMN "resource" TEXT,
  ADD COLUMN "happened_at" TIMESTAMPTZ(3),
  ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "due_at" TIMESTAMPTZ(3),
  ADD COLUMN "detail" TEXT;

UPDATE "webhook_deliveries" SET
  "state" = (CASE
    WHEN "handled_at" IS NULL THEN 'WAITING'
    WHEN "outcome" IN ('not-linked', 'no-store') THEN 'UNLINKED'
    WHEN "outcome" = 'not-handled' THEN 'IGNORED'
    WHEN "outcome" = 'unreadable' THEN 'FAILED'
    ELSE 'HANDLED' END)::"webhook_delivery_state",
  "resource" = CASE WHEN "topic" LIKE 'products/%'
    THEN coalesce("payload" ->> 'admin_graphql_api_id', 'gid://shopify/Product/' || ("payload" ->> 'id')) END,
  "happened_at" = date_trunc('second', "triggered_at");

ALTER TABLE "webhook_deliveries"
  ALTER COLUMN "happened_at" SET NOT NULL,
  ADD CONSTRAINT "webhook_deliveries_handled_has_time" CHECK (("state" IN ('WAITING', 'PARKED')) = ("handled_at" IS NULL)),
  ADD CONSTRAINT "webhook_deliveries_handled_has_outcome" CHECK ("handled_at" IS NULL OR "outcome" IS NOT NULL);

-- Pruning and nothing else goes by the time of receipt, which grows with the table: a fraction of the cost per insert.
DROP INDEX "webhook_deliveries_received_at_idx";
CREATE INDEX "webhook_deliveries_received_at" ON "webhook_deliveries" USING brin ("received_at");

-- What waits, in the order in which it happened. Handling asks for nothing else, however much was ever handled.
DROP INDEX "webhook_deliveries_waiting";
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("shop_domain", "happened_at", "triggered_at", "id") WHERE "state" = 'WAITING';
-- What a person is to see, and what waits for a link: few beside what was handled.
CREATE INDEX "webhook_deliveries_left" ON "webhook_deliveries" ("shop_domain", "state", "id") WHERE "state" IN ('PARKED', 'UNLINKED', 'FAILED');
-- The newest that was handled of a resource, and all that came of one.
CREATE INDEX "webhook_deliveries_resource" ON "webhook_deliveries" ("shop_domain", "resource", "happened_at", "triggered_at");
CREATE INDEX "webhook_deliveries_shop_id" ON "webhook_deliveries" ("shop_domain", "id");

-- Each row is written twice within a second and then stays.
ALTER TABLE "webhook_deliveries" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
