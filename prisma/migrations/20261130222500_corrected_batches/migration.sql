-- AlterTable
ALTER TABLE "shopify_upload_batches" ADD COLUMN "corrects_batch_id" UUID;

-- AddForeignKey
ALTER TABLE "shopify_upload_batches" ADD CONSTRAINT "shopify_upload_batches_corrects_batch_id_fkey" FOREIGN KEY ("corrects_batch_id") REFERENCES "shopify_upload_batches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "shopify_upload_batches_corrects_batch_id_idx" ON "shopify_upload_batches"("corrects_batch_id");
