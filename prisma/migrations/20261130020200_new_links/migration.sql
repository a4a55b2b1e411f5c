-- Links lie in the order in which they were made: the newest are found without an index that every new one would have to keep.
CREATE INDEX "variant_links_created_at" ON "variant_links" USING brin ("created_at");
