-- The inbox: what waits for a shop, in order, however many handled deliveries are kept.
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("shop_domain", "triggered_at", "id") WHERE "handled_at" IS NULL;
