-- A level that somebody takes off its location in the shop is held until a person says that it shall be stocked again.
ALTER TABLE "inventory_levels" ADD COLUMN "is_disconnected" BOOLEAN NOT NULL DEFAULT false;
-- News of the shop put levels in quarantine without a run.
ALTER TABLE "quarantined_levels" ALTER COLUMN "run_id" DROP NOT NULL;
