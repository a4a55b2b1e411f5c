-- What waits for a person is counted by kind, and by the key that matched, along an index.
CREATE INDEX "reconciliation_findings_by_kind" ON "reconciliation_findings" ("store_id", "state", "kind", "id");
CREATE INDEX "adoption_proposals_by_key" ON "adoption_proposals" ("store_id", "state", "matched_by", "id");
