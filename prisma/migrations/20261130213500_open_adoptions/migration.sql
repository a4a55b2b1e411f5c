-- Preflight asks of each new product whether a product of the shop may be it.
CREATE INDEX "adoption_proposals_ambiguous_candidates" ON "adoption_proposals" USING GIN ("candidates" jsonb_path_ops) WHERE "state" = 'AMBIGUOUS';
