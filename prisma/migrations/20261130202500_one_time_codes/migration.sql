-- One-time codes, by which a person or a shop joins an organization, and the tries of wrong ones.
CREATE TYPE "code_purpose" AS ENUM ('INVITATION', 'STORE', 'IDENTITY');

CREATE TABLE "one_time_codes" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "purpose" "code_purpose" NOT NULL,
  "code_hash" TEXT NOT NULL,
  "display_name" TEXT,
  "role" "staff_role",
  "store_id" UUID,
  "staff_member_id" UUID,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "one_time_codes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "one_time_codes_invitation_has_role" CHECK (("purpose" = 'INVITATION') = ("role" IS NOT NULL)),
  CONSTRAINT "one_time_codes_identity_has_person" CHECK ("purpose" <> 'IDENTITY' OR "staff_member_id" IS NOT NULL),
  CONSTRAINT "one_time_codes_store_of_its_role" CHECK ("role" IS NULL OR ("role" IN ('MERCHANT', 'VIEWER')) = ("store_id" IS NOT NULL)),
  CONSTRAINT "one_time_codes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "one_time_codes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "one_time_codes_staff_member_id_fkey" FOREIGN KEY ("staff_member_id") REFERENCES "staff_members"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "one_time_codes_code_hash_key" ON "one_time_codes"("code_hash");
CREATE INDEX "one_time_codes_organization_id_id_idx" ON "one_time_codes"("organization_id", "id");
CREATE INDEX "one_time_codes_store_id_idx" ON "one_time_codes"("store_id");
CREATE INDEX "one_time_codes_staff_member_id_idx" ON "one_time_codes"("staff_member_id");

CREATE TABLE "wrong_codes" (
  "shop_domain" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "wrong_codes_pkey" PRIMARY KEY ("shop_domain")
);

-- A store that an owner took out of the organization keeps its links, and asks for a code before it comes back.
ALTER TABLE "stores" ADD COLUMN "left_at" TIMESTAMPTZ(3);
ALTER TABLE "stores" ADD CONSTRAINT "stores_left_is_not_connected" CHECK ("left_at" IS NULL OR "status" = 'UNINSTALLED');
