-- A store for which Shopify does not answer: the next worker of it asks first instead of sending everything at once.
ALTER TABLE "stores" ADD COLUMN "held_until" TIMESTAMPTZ(3);
