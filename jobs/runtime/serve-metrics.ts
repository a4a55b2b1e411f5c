import { createServer, type Server } from "node:http";
import type { Runtime } from "#app/domain/context.ts";
import { readMetrics } from "#app/domain/read-metrics.server.ts";
import { metricsEndpoint } from "#app/platform/metrics-endpoint.server.ts";

export interface ServeMetricsOptions {
  host: string;
  port: number;
  token: string | undefined;
}

/** Lets a worker be asked for its metrics, on a port of its own. That the port is taken is logged, and the worker works on. */
export function serveMetrics(runtime: Runtime, { host, port, token }: ServeMetricsOptions): Server {
  const answer = metricsEndpoint({ token, read: () => readMetrics(runtime) });
  const server = createServer((request, response) => {
    if (request.method === "GET" && request.url?.split("?")[0] === "/metrics") void answer(request, response);
    else response.writeHead(404).end();
  });
  server.on("error", (error) =>
    runtime.log.error({ err: error, host, port }, "The worker's metrics could not be served."),
  );
  server.listen(port, host, () => runtime.log.info({ host, port }, "The worker's metrics were served."));
  server.unref();
  return server;
}
