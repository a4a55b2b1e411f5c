-- Products beside rows in the error groups, and the groups of what has failed already.

ALTER TABLE "upload_error_groups" ADD COLUMN "products" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "upload_error_groups_products" CHECK ("products" >= 0);

UPDATE "shopify_upload_products" SET "error_code" = 'shopify.unknown-error' WHERE "status" = 'FAILED' AND "error_code" IS NULL;

-- The same as fingerprintOf makes of new failures.
UPDATE "shopify_upload_products" SET "error_fingerprint" = left(encode(sha256(convert_to(concat_ws(E'\n',
    "error_code",
    regexp_replace(coalesce("error_field", ''), '(?<=^|\.)[0-9]+(?=\.|$)', '*', 'g'),
    btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(left("error_message", 1000),
      'gid://[A-Za-z0-9_/-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '<id>', 'gi'),
      'https?://[^[:space:]"''`<>]+', '<address>', 'gi'),
      '"[^"]*"|“[^”]*”|`[^`]*`|(?<![A-Za-z0-9_])''[^'']*''(?![A-Za-z0-9_])', '<value>', 'g'),
      '<value>(, ?<value>)+', '<value>', 'g'),
      '[0-9]+([.,:][0-9]+)*', '<number>', 'g'),
      '[[:space:]]+', ' ', 'g'))
  ), 'UTF8')), 'hex'), 16)
WHERE "status" = 'FAILED';

INSERT INTO "upload_error_groups" ("batch_id", "store_id", "fingerprint", "organization_id", "category", "code",
  "rows", "products", "example_message", "example_field")
SELECT "batch_id", "store_id", "error_fingerprint", min("organization_id"::text)::uuid, min("error_category"::text)::"upload_error_category",
  min("error_code"), count(*), count(DISTINCT "group_id"), min("error_message"), min("error_field")
FROM "shopify_upload_products" WHERE "status" = 'FAILED'
GROUP BY "batch_id", "store_id", "error_fingerprint"
ON CONFLICT DO NOTHING;

-- Rows of one error group of a batch, which are retried together.
CREATE INDEX "upload_rows_of_error_group" ON "shopify_upload_products" ("batch_id", "error_fingerprint") WHERE "status" = 'FAILED';
