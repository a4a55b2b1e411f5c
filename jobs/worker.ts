import { startRuntime } from "#app/domain/runtime.server.ts";
import { watchProcess } from "#app/platform/metrics.server.ts";
import { EnvError, readEnv } from "#app/platform/env.server.ts";
import { serveMetrics } from "./runtime/serve-metrics.ts";
import { startWorker } from "./runtime/start-worker.ts";

/** How long a worker may take to come to a halt before it is left to the heartbeat to recover its work. */
const STOP_WITHIN_MS = 30_000;

async function main(): Promise<void> {
  const env = readEnv();
  const runtime = await startRuntime(env, "worker");
  const worker = await startWorker(runtime, {
    databaseUrl: env.DATABASE_URL,
    storeConcurrency: env.WORKER_STORE_CONCURRENCY,
  });
  const { HOST: host, WORKER_METRICS_PORT: port, METRICS_TOKEN: token } = env;
  if (port !== undefined) {
    watchProcess();
    serveMetrics(runtime, { host, port, token });
  }
  runtime.log.info({}, "The worker has started.");
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    runtime.log.info({ signal }, "The worker is coming to a halt.");
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        runtime.log.error({ err: error }, "The worker did not stop cleanly.");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof EnvError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
