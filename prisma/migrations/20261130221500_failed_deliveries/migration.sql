-- Messages that were given up, of which the first page tells.
CREATE INDEX notification_deliveries_failed ON notification_deliveries (organization_id, ended_at) WHERE state = 'FAILED';
