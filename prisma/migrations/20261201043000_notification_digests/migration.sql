-- A rule for people tells at once, or once a day what came together. At night its messages may wait.
ALTER TABLE "notification_rules"
  ADD COLUMN "digest_at" TEXT,
  ADD COLUMN "next_digest_at" TIMESTAMPTZ(3),
  ADD COLUMN "quiet_from" TEXT,
  ADD COLUMN "quiet_until" TEXT,
  ADD COLUMN "is_urgent_let_through" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "time_zone" TEXT,
  ADD CONSTRAINT "notification_rules_only_people_wait" CHECK ("channel" IN ('EMAIL', 'SLACK') OR ("digest_at" IS NULL AND "quiet_from" IS NULL)),
  ADD CONSTRAINT "notification_rules_times_have_a_zone" CHECK ("time_zone" IS NOT NULL OR ("digest_at" IS NULL AND "quiet_from" IS NULL)),
  ADD CONSTRAINT "notification_rules_quiet_hours_begin_and_end" CHECK (("quiet_from" IS NULL) = ("quiet_until" IS NULL)),
  ADD CONSTRAINT "notification_rules_next_digest_is_of_a_digest" CHECK ("next_digest_at" IS NULL OR "digest_at" IS NOT NULL);
CREATE INDEX "notification_rules_next_digest" ON "notification_rules" ("next_digest_at") WHERE "next_digest_at" IS NOT NULL;

ALTER TABLE "notification_deliveries" ADD COLUMN "is_asked_for" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "notification_digest_entries" (
  "rule_id" UUID NOT NULL,
  "event_id" BIGINT NOT NULL,
  "digest_event_id" BIGINT,
  CONSTRAINT "notification_digest_entries_pkey" PRIMARY KEY ("rule_id", "event_id"),
  CONSTRAINT "notification_digest_entries_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "notification_rules"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notification_digest_entries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "notification_events"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notification_digest_entries_digest_event_id_fkey" FOREIGN KEY ("digest_event_id") REFERENCES "notification_events"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "notification_digest_entries_event_id_idx" ON "notification_digest_entries" ("event_id");
CREATE INDEX "notification_digest_entries_digest_event_id_idx" ON "notification_digest_entries" ("digest_event_id");
-- What no digest has told yet.
CREATE INDEX "notification_digest_entries_untold" ON "notification_digest_entries" ("rule_id") WHERE "digest_event_id" IS NULL;
