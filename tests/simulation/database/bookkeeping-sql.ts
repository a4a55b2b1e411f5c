/**
 * What a run adds to its own copy of the database: the virtual time in place of `now()`, the jobs that wait, and a
 * bookkeeping that writes down what no row may do, whoever does it. Nothing of it is in the product's schema.
 */
export const BOOKKEEPING_SQL = `
CREATE SCHEMA simulated;
CREATE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT current_setting('simulated.now')::timestamptz $$;

CREATE TABLE simulated.jobs (
  id bigserial PRIMARY KEY, name text NOT NULL, key text NOT NULL, payload jsonb NOT NULL, UNIQUE (name, key));
CREATE TABLE simulated.holders (group_id bigint PRIMARY KEY, doer text NOT NULL);
CREATE TABLE simulated.violations (id bigserial PRIMARY KEY, what text NOT NULL);
CREATE TABLE simulated.hidden_attempts (LIKE public.upload_attempts);

DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND (column_default ILIKE '%current_timestamp%' OR column_default ILIKE '%now()%')
  LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT simulated.now()', found.table_name, found.column_name);
  END LOOP;
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
  LOOP
    EXECUTE format('ALTER TABLE public.%I SET (autovacuum_enabled = off)', found.tablename);
  END LOOP;
END $$;

-- Who takes a group is its holder until somebody else takes it.
CREATE FUNCTION simulated.note_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.claim_token IS NOT NULL AND NEW.claim_token IS DISTINCT FROM OLD.claim_token THEN
    INSERT INTO simulated.holders VALUES (NEW.id, current_setting('simulated.doer'))
    ON CONFLICT (group_id) DO UPDATE SET doer = excluded.doer;
  END IF;
  IF NEW.status IN ('PENDING', 'PROCESSING') AND OLD.status IN ('SUCCESS', 'SKIPPED', 'CANCELLED') THEN
    INSERT INTO simulated.violations (what) VALUES (format('group %s went from %s to %s', NEW.id, OLD.status, NEW.status));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_holder BEFORE UPDATE ON public.upload_groups FOR EACH ROW EXECUTE FUNCTION simulated.note_holder();

CREATE FUNCTION simulated.watch_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder text;
BEGIN
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF OLD.status IN ('SUCCESS', 'SKIPPED', 'CANCELLED') OR (OLD.status = 'FAILED' AND NEW.status <> 'PENDING')
    OR (OLD.status = 'PENDING' AND NEW.status IN ('SUCCESS', 'FAILED')) THEN
    INSERT INTO simulated.violations (what)
    VALUES (format('row %s of group %s went from %s to %s', NEW.id, NEW.group_id, OLD.status, NEW.status));
  END IF;
  IF NEW.status IN ('SUCCESS', 'FAILED') THEN
    SELECT doer INTO holder FROM simulated.holders WHERE group_id = NEW.group_id;
    IF holder IS DISTINCT FROM current_setting('simulated.doer') THEN
      INSERT INTO simulated.violations (what) VALUES (format('row %s of group %s was ended as %s by %s, but %s holds it',
        NEW.id, NEW.group_id, NEW.status, current_setting('simulated.doer'), coalesce(holder, 'nobody')));
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER watch_row BEFORE UPDATE ON public.shopify_upload_products FOR EACH ROW EXECUTE FUNCTION simulated.watch_row();

CREATE FUNCTION simulated.watch_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.shopify_product_id <> OLD.shopify_product_id AND OLD.gone_at IS NULL THEN
    INSERT INTO simulated.violations (what) VALUES (format('the link of product %s was turned from %s to %s, which is not gone',
      NEW.product_id, OLD.shopify_product_id, NEW.shopify_product_id));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER watch_link BEFORE UPDATE ON public.product_links FOR EACH ROW EXECUTE FUNCTION simulated.watch_link();
`;

/** Empties what is not empty, so that each run begins with the same first id of everything. */
export const EMPTY_SQL = `
DO $$
DECLARE
  found record;
  names text := 'simulated.jobs, simulated.holders, simulated.violations, simulated.hidden_attempts';
  has_rows boolean;
BEGIN
  FOR found IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY tablename
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', found.name) INTO has_rows;
    IF has_rows THEN names := names || format(', public.%I', found.name); END IF;
  END LOOP;
  EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY CASCADE';
END $$;
`;
