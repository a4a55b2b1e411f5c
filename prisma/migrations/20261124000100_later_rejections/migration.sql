-- An approval marks every variant: with room on its page the new version needs no entry in any index.
ALTER TABLE "variants" SET (fillfactor = 85);

-- A large approval is planned for a while after it was given, and must not overrule a rejection that came later.
ALTER TABLE "products" ADD COLUMN "rejected_at" TIMESTAMPTZ(3);

-- A large approval goes through the organization's products by id, whatever other organizations have.
CREATE INDEX "products_organization_id_id_idx" ON "products"("organization_id", "id");

-- Nothing looks a variant up by its sku alone, and every approval paid for it.
DROP INDEX "variants_organization_id_sku_idx";
