-- AlterTable
ALTER TABLE "organizations" ADD COLUMN "attempts_kept_days" INTEGER,
ADD COLUMN "default_canary_products" INTEGER,
ADD COLUMN "default_on_daily_limit" TEXT NOT NULL DEFAULT 'wait';

ALTER TABLE "organizations" ADD CONSTRAINT "organizations_settings_check" CHECK (
  attempts_kept_days BETWEEN 1 AND 36500 AND default_canary_products BETWEEN 1 AND 10000
  AND default_on_daily_limit IN ('wait', 'fail'));
