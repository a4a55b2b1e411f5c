-- CreateIndex
CREATE INDEX "activity_organization_id_actor_id_id_idx" ON "activity"("organization_id", "actor_id", "id");

-- CreateIndex
CREATE INDEX "activity_organization_id_subject_type_id_idx" ON "activity"("organization_id", "subject_type", "id");
