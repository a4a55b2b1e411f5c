import type { Server } from "node:http";
import type { Logger } from "#app/platform/logger.server.ts";

const DRAIN_MS = 20_000;
const STOP_MS = 28_000;

interface DrainOptions {
  log: Logger;
  /** What ends after the last request: queue and database. */
  close: () => Promise<void>;
  onDraining: () => void;
}

/**
 * Ends the process on SIGTERM or SIGINT within 30 seconds: no new connections, requests under way go on for up to 20
 * seconds, then queue and database. Exit code 0 when all ended in time; a second signal ends it at once.
 */
export function drainOnSignal(server: Server, { log, close, onDraining }: DrainOptions): void {
  let isDraining = false;

  async function drain(signal: NodeJS.Signals): Promise<void> {
    log.info({ signal }, "The web process began to stop.");
    onDraining();
    setTimeout(() => {
      log.error({}, "The web process could not stop in time.");
      process.exit(1);
    }, STOP_MS).unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    await closed;
    await close();
    log.info({}, "The web process stopped.");
    process.exit(0);
  }

  const onSignal = (signal: NodeJS.Signals) => {
    if (isDraining) process.exit(1);
    isDraining = true;
    drain(signal).catch((error: unknown) => {
      log.error({ err: error }, "The web process failed while it stopped.");
      process.exit(1);
    });
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
