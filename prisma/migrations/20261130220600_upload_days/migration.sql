-- Products whose upload ended, by day in UTC: what the charts of the first page are drawn from.
CREATE TABLE upload_days (
  store_id UUID NOT NULL,
  day DATE NOT NULL,
  outcome upload_row_status NOT NULL,
  live_time SMALLINT NOT NULL,
  organization_id UUID NOT NULL,
  products INTEGER NOT NULL,
  CONSTRAINT upload_days_pkey PRIMARY KEY (store_id, day, outcome, live_time),
  CONSTRAINT upload_days_store_id_fkey FOREIGN KEY (store_id) REFERENCES stores (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX upload_days_organization_id_day_idx ON upload_days (organization_id, day);
