import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What this process tells of itself in the text form of Prometheus. One per process, whoever counts. */
const registry = new Registry();

const calls = new Counter({
  name: "catalog_relay_shopify_calls_total",
  help: "Calls to Shopify's Admin API by how they ended: answered, or the code of the error.",
  labelNames: ["store", "operation", "outcome"],
  registers: [registry],
});

const callSeconds = new Histogram({
  name: "catalog_relay_shopify_call_seconds",
  help: "How long calls to Shopify's Admin API took.",
  labelNames: ["operation"],
  buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 90],
  registers: [registry],
});

const points = new Counter({
  name: "catalog_relay_points_used_total",
  help: "Points that Shopify charged.",
  labelNames: ["store"],
  registers: [registry],
});

const throttled = new Counter({
  name: "catalog_relay_throttled_calls_total",
  help: "Calls that Shopify throttled.",
  labelNames: ["store"],
  registers: [registry],
});

const rows = new Counter({
  name: "catalog_relay_rows_ended_total",
  help: "Upload rows by how they ended; failed ones by category.",
  labelNames: ["status", "category"],
  registers: [registry],
});

const batches = new Counter({
  name: "catalog_relay_batches_ended_total",
  help: "Upload batches by how they ended.",
  labelNames: ["status"],
  registers: [registry],
});

const jobs = new Histogram({
  name: "catalog_relay_job_seconds",
  help: "How long jobs took, by how they ended.",
  labelNames: ["job", "outcome"],
  buckets: [0.05, 0.2, 1, 5, 30, 120, 600],
  registers: [registry],
});

/** What a reading finds in the database; each reading replaces the one before. */
const readings = {
  pointsAvailable: readingOf("points_available", "Points that a store's bucket holds, as last known."),
  pointsRestored: readingOf("points_restored_per_second", "Points that a store's bucket gains in a second."),
  waitingGroups: readingOf("groups_open", "Products of a store that wait or are under way."),
  oldestDueSeconds: readingOf("queue_age_seconds", "For how long the oldest product of a store has been due."),
};

function readingOf(name: string, help: string): Gauge<"store"> {
  return new Gauge({ name: `catalog_relay_store_${name}`, help, labelNames: ["store"], registers: [registry] });
}

const databaseUp = new Gauge({
  name: "catalog_relay_database_up",
  help: "1 when the database answered this reading.",
  registers: [registry],
});

export interface CallEnd {
  shopDomain: string;
  operation: string;
  /** `answered`, or the code of the error. */
  outcome: string;
  isThrottled: boolean;
  milliseconds: number;
  points: number;
}

export function countCall({
  shopDomain,
  operation,
  outcome,
  isThrottled,
  milliseconds,
  points: charged,
}: CallEnd): void {
  calls.inc({ store: shopDomain, operation, outcome });
  callSeconds.observe({ operation }, milliseconds / 1000);
  if (charged > 0) points.inc({ store: shopDomain }, charged);
  if (isThrottled) throttled.inc({ store: shopDomain });
}

export const countRow = (status: string, category: string): void => rows.inc({ status, category });

export const countBatchEnd = (status: string): void => batches.inc({ status });

export const countJob = (job: string, outcome: string, milliseconds: number): void =>
  jobs.observe({ job, outcome }, milliseconds / 1000);

/** What is known of one store at the moment of a reading; null where it is not known. */
export interface StoreReading {
  shopDomain: string;
  pointsAvailable: number | null;
  pointsRestored: number | null;
  waitingGroups: number;
  oldestDueSeconds: number;
}

/** All metrics as text. `stores` is null when the database did not answer: then those of the stores are absent. */
export async function writeMetrics(stores: readonly StoreReading[] | null): Promise<string> {
  databaseUp.set(stores === null ? 0 : 1);
  for (const [name, gauge] of Object.entries(readings)) {
    gauge.reset();
    for (const store of stores ?? []) {
      const value = store[name as keyof typeof readings];
      if (value !== null) gauge.set({ store: store.shopDomain }, value);
    }
  }
  return registry.metrics();
}

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Adds what Node knows of the process itself: memory, event loop, garbage collection. */
export const watchProcess = (): void => collectDefaultMetrics({ register: registry, prefix: "catalog_relay_" });
