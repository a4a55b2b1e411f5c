-- What changed last, one row per thing: whoever watches asks once a second what was committed since.
CREATE TABLE live_changes (
  topic TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  organization_id UUID NOT NULL,
  changed_in BIGINT NOT NULL,
  changed_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT live_changes_pkey PRIMARY KEY (topic, subject_id)
);
CREATE INDEX live_changes_changed_in_idx ON live_changes (changed_in);

-- By triggers, since many verbs change these tables and none of them may forget it. The row of a change is locked after
-- the row that changed and in its transaction, so the order of locks stays what it was.
-- The semicolons of the function are written as \x3b: what deploys migrations cuts them at every semicolon.
CREATE FUNCTION note_live_change() RETURNS TRIGGER LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO live_changes AS known (topic, subject_id, organization_id, changed_in, changed_at)
  VALUES (TG_ARGV[0], NEW.id::text, NEW.organization_id, pg_current_xact_id()::text::bigint, now())
  ON CONFLICT (topic, subject_id) DO UPDATE
    SET organization_id = excluded.organization_id, changed_in = excluded.changed_in, changed_at = excluded.changed_at
    WHERE known.changed_in <> excluded.changed_in\x3b
  RETURN NULL\x3b
END
';

CREATE TRIGGER note_new_batch AFTER INSERT ON shopify_upload_batches
  FOR EACH ROW EXECUTE FUNCTION note_live_change('batch');
CREATE TRIGGER note_changed_batch AFTER UPDATE ON shopify_upload_batches
  FOR EACH ROW
  WHEN (
    (OLD.name, OLD.status, OLD.priority, OLD.rows_total, OLD.rows_pending, OLD.rows_processing, OLD.rows_succeeded, OLD.rows_failed,
      OLD.rows_skipped, OLD.rows_cancelled, OLD.planned_at, OLD.paused_at, OLD.cancel_requested_at, OLD.canary_state)
    IS DISTINCT FROM
    (NEW.name, NEW.status, NEW.priority, NEW.rows_total, NEW.rows_pending, NEW.rows_processing, NEW.rows_succeeded, NEW.rows_failed,
      NEW.rows_skipped, NEW.rows_cancelled, NEW.planned_at, NEW.paused_at, NEW.cancel_requested_at, NEW.canary_state)
  )
  EXECUTE FUNCTION note_live_change('batch');

CREATE TRIGGER note_new_store AFTER INSERT ON stores
  FOR EACH ROW EXECUTE FUNCTION note_live_change('store');
CREATE TRIGGER note_changed_store AFTER UPDATE ON stores
  FOR EACH ROW
  WHEN (
    (OLD.name, OLD.status, OLD.status_reason, OLD.paused_at, OLD.held_until IS NULL, OLD.creates_parked_until, OLD.left_at)
    IS DISTINCT FROM
    (NEW.name, NEW.status, NEW.status_reason, NEW.paused_at, NEW.held_until IS NULL, NEW.creates_parked_until, NEW.left_at)
  )
  EXECUTE FUNCTION note_live_change('store');

CREATE TRIGGER note_new_stock_run AFTER INSERT ON inventory_runs
  FOR EACH ROW EXECUTE FUNCTION note_live_change('stock-run');
CREATE TRIGGER note_changed_stock_run AFTER UPDATE ON inventory_runs
  FOR EACH ROW
  WHEN (
    (OLD.status, OLD.stage, OLD.levels_total, OLD.rows_total, OLD.rows_pending, OLD.rows_succeeded, OLD.rows_failed,
      OLD.rows_quarantined, OLD.rows_cancelled, OLD.cancel_requested_at)
    IS DISTINCT FROM
    (NEW.status, NEW.stage, NEW.levels_total, NEW.rows_total, NEW.rows_pending, NEW.rows_succeeded, NEW.rows_failed,
      NEW.rows_quarantined, NEW.rows_cancelled, NEW.cancel_requested_at)
  )
  EXECUTE FUNCTION note_live_change('stock-run');

CREATE TRIGGER note_new_notification AFTER INSERT ON notification_events
  FOR EACH ROW EXECUTE FUNCTION note_live_change('notification');
