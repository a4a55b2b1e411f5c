-- What Shopify asks for on behalf of a person or a shop, and when it was done.
CREATE TYPE "privacy_request_kind" AS ENUM ('CUSTOMER_DATA', 'CUSTOMER_REDACTION', 'SHOP_REDACTION');

CREATE TABLE "privacy_requests" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID,
    "store_id" UUID,
    "shop_domain" TEXT NOT NULL,
    "kind" "privacy_request_kind" NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "shopify_reference" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "privacy_requests_answered_when_completed" CHECK (("completed_at" IS NULL) = ("answer" IS NULL))
);

-- A delivery that is handled again asks for the same thing.
CREATE UNIQUE INDEX "privacy_requests_shop_domain_webhook_id_key" ON "privacy_requests" ("shop_domain", "webhook_id");
CREATE INDEX "privacy_requests_organization_id_id_idx" ON "privacy_requests" ("organization_id", "id");
-- What is still to be done.
CREATE INDEX "privacy_requests_open" ON "privacy_requests" ("id") WHERE "completed_at" IS NULL;

ALTER TABLE "stores" ADD COLUMN "redacted_at" TIMESTAMPTZ(3);
