CREATE TYPE "notification_channel" AS ENUM ('EMAIL', 'WEBHOOK', 'SLACK');
CREATE TYPE "notification_delivery_state" AS ENUM ('WAITING', 'DELIVERED', 'FAILED', 'CANCELLED');

CREATE TABLE "notification_rules" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "channel" "notification_channel" NOT NULL,
  "kinds" TEXT[],
  "store_id" UUID,
  "destination" TEXT NOT NULL,
  "destination_shown" TEXT NOT NULL,
  "secret" TEXT,
  "previous_secret" TEXT,
  "previous_secret_until" TIMESTAMPTZ(3),
  "is_enabled" BOOLEAN NOT NULL DEFAULT true,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "notification_rules_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notification_rules_webhooks_are_signed" CHECK (("secret" IS NOT NULL) = ("channel" = 'WEBHOOK'))
);
CREATE INDEX "notification_rules_organization_id_id_idx" ON "notification_rules" ("organization_id", "id");

CREATE TABLE "notification_events" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "store_ids" UUID[],
  "subject_type" TEXT NOT NULL,
  "subject_id" TEXT NOT NULL,
  "details" JSONB NOT NULL DEFAULT '{}',
  "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "notification_events_pkey" PRIMARY KEY ("id")
);
-- What is told again under its key is the same event.
CREATE UNIQUE INDEX "notification_events_organization_id_key_key" ON "notification_events" ("organization_id", "key");
CREATE INDEX "notification_events_organization_id_id_idx" ON "notification_events" ("organization_id", "id");

CREATE TABLE "notification_deliveries" (
  "id" BIGSERIAL NOT NULL,
  "organization_id" UUID NOT NULL,
  "event_id" BIGINT NOT NULL,
  "rule_id" UUID NOT NULL,
  "message_id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "state" "notification_delivery_state" NOT NULL DEFAULT 'WAITING',
  "tries" INTEGER NOT NULL DEFAULT 0,
  "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "claim_token" UUID,
  "claimed_until" TIMESTAMPTZ(3),
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "notification_deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notification_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "notification_events"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notification_deliveries_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "notification_rules"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- One message per event and rule, however often somebody says so.
CREATE UNIQUE INDEX "notification_deliveries_event_id_rule_id_key" ON "notification_deliveries" ("event_id", "rule_id");
CREATE INDEX "notification_deliveries_organization_id_id_idx" ON "notification_deliveries" ("organization_id", "id");
CREATE INDEX "notification_deliveries_rule_id_id_idx" ON "notification_deliveries" ("rule_id", "id");
CREATE INDEX "notification_deliveries_waiting" ON "notification_deliveries" ("organization_id", "due_at") WHERE "state" = 'WAITING';

CREATE TABLE "notification_tries" (
  "id" BIGSERIAL NOT NULL,
  "delivery_id" BIGINT NOT NULL,
  "tried_at" TIMESTAMPTZ(3) NOT NULL,
  "milliseconds" INTEGER NOT NULL,
  "status_code" INTEGER,
  "excerpt" TEXT,
  "error" TEXT,
  CONSTRAINT "notification_tries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notification_tries_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "notification_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "notification_tries_delivery_id_id_idx" ON "notification_tries" ("delivery_id", "id");

CREATE TABLE "notification_inboxes" (
  "staff_member_id" UUID NOT NULL,
  "read_through_id" BIGINT NOT NULL,
  CONSTRAINT "notification_inboxes_pkey" PRIMARY KEY ("staff_member_id"),
  CONSTRAINT "notification_inboxes_staff_member_id_fkey" FOREIGN KEY ("staff_member_id") REFERENCES "staff_members"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "notification_reads" (
  "staff_member_id" UUID NOT NULL,
  "event_id" BIGINT NOT NULL,
  CONSTRAINT "notification_reads_pkey" PRIMARY KEY ("staff_member_id", "event_id"),
  CONSTRAINT "notification_reads_staff_member_id_fkey" FOREIGN KEY ("staff_member_id") REFERENCES "staff_members"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notification_reads_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "notification_events"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "notification_reads_event_id_idx" ON "notification_reads" ("event_id");
