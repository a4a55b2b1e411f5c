import pg from "pg";
import { median, round } from "./statistics.ts";

/** What this machine is able to do today: figures of two runs compare only as far as these do. */
export interface Calibration {
  readonly [key: string]: number;
  readonly cpuLoopMs: number;
  readonly insertMs: number;
}

const REPETITIONS = 5;
const LOOP_STEPS = 20_000_000;
const LOOP_RESULT = 654_669_057;
const INSERTED_ROWS = 20_000;

/**
 * Measures a fixed loop of this process and a fixed insert into the database: 20,000 rows of about 100 bytes and their
 * primary key by one statement. Medians of five.
 */
export async function calibrate(databaseUrl: string): Promise<Calibration> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("CREATE TABLE bench_calibration (id bigint PRIMARY KEY, content text NOT NULL)");
    const loops: number[] = [];
    const inserts: number[] = [];
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      loops.push(runLoop());
      inserts.push(await runInsert(client));
    }
    await client.query("DROP TABLE bench_calibration");
    return { cpuLoopMs: round(median(loops)), insertMs: round(median(inserts)) };
  } finally {
    await client.end();
  }
}

function runLoop(): number {
  const startedAt = performance.now();
  let state = 1;
  for (let step = 0; step < LOOP_STEPS; step += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  const elapsedMs = performance.now() - startedAt;
  // Compared with what it must be, so that no compiler may leave the loop out.
  if (state !== LOOP_RESULT) throw new Error(`The fixed loop ended at ${state}.`);
  return elapsedMs;
}

async function runInsert(client: pg.Client): Promise<number> {
  await client.query("TRUNCATE bench_calibration");
  const startedAt = performance.now();
  await client.query(
    `INSERT INTO bench_calibration SELECT number, repeat(md5(number::text), 3) FROM generate_series(1, ${INSERTED_ROWS}) AS number`,
  );
  return performance.now() - startedAt;
}
