-- Publishing is remembered, so that a lost answer or a crash between a create and its publishing is made up for.
ALTER TABLE "product_links"
  ADD COLUMN "is_created_by_app" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "published_to" TEXT[] DEFAULT ARRAY[]::TEXT[];
