import pg from "pg";
import { SharedConnection } from "./shared-connection.ts";
import { BOOKKEEPING_SQL, EMPTY_SQL } from "./bookkeeping-sql.ts";

/** The database of all runs of one process, one after the other. */
export interface SimulationDatabase extends AsyncDisposable {
  /** The connection of the product's processes. */
  readonly shared: SharedConnection;
  /** Looks at what is stored, beside the product. */
  readonly observer: pg.Client;
  /** Forgets the run before. */
  empty(): Promise<void>;
  /** Drops the shared connection, with whatever a run that did not end has left open in it. */
  renew(): Promise<void>;
}

const SHARED_NAME = "simulation";

const OPTIONS = [
  "timezone=UTC",
  "search_path=simulated,public,pg_catalog",
  "synchronous_commit=off",
  "lock_timeout=5s",
  "statement_timeout=15s",
  "max_parallel_workers_per_gather=0",
  "jit=off",
  "plan_cache_mode=force_generic_plan",
];

/** Makes an own copy of the product's newest schema ready for simulations. */
export async function openSimulationDatabase(url: string): Promise<SimulationDatabase> {
  const options = OPTIONS.map((option) => `-c ${option}`).join(" ");
  const observer = new pg.Client({ connectionString: url, options });
  await observer.connect();
  const { rows } = await observer.query<{ found: string | null }>("SELECT to_regnamespace('simulated')::text AS found");
  if (rows[0]?.found === null) await observer.query(BOOKKEEPING_SQL);
  const open = () => new SharedConnection({ connectionString: url, options, application_name: SHARED_NAME });
  let shared = open();
  // Whoever looks sees what the processes have done.
  const look: (...given: unknown[]) => Promise<unknown> = observer.query.bind(observer);
  Object.assign(observer, {
    query: async (...given: unknown[]) => {
      await shared.quiet();
      return look(...given);
    },
  });
  const drop = async () => {
    // Whatever the connection still waits for is not waited for.
    await look(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1",
      [SHARED_NAME],
    );
  };
  return {
    get shared() {
      return shared;
    },
    observer,
    async empty() {
      await observer.query(EMPTY_SQL);
    },
    async renew() {
      await drop();
      shared = open();
    },
    async [Symbol.asyncDispose]() {
      await drop();
      await observer.end();
    },
  };
}
