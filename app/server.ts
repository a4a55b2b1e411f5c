import { createServer } from "node:http";
import express from "express";
import { readMetrics } from "#app/domain/read-metrics.server.ts";
import { startRuntime } from "#app/domain/runtime.server.ts";
import { drainOnSignal } from "#app/http/drain-on-signal.server.ts";
import { healthRoutes } from "#app/http/health-routes.server.ts";
import { answerFailure, bodyLimit, methodLimit, requestEdge } from "#app/http/request-edge.server.ts";
import { provideDraining, provideRuntime } from "#app/http/runtime.server.ts";
import { serveBuild, serveSources } from "#app/http/serve-pages.server.ts";
import { isForInbox, webhookInbox } from "#app/http/webhook-inbox.server.ts";
import { metricsEndpoint } from "#app/platform/metrics-endpoint.server.ts";
import { watchProcess } from "#app/platform/metrics.server.ts";
import { readEnv } from "#app/platform/env.server.ts";

const env = readEnv();
const runtime = await startRuntime(env, "web");
provideRuntime(Promise.resolve(runtime));
const { log } = runtime;
watchProcess();

const app = express();
const draining = new AbortController();
provideDraining(draining.signal);
const inbox = webhookInbox(runtime);
const server = createServer((request, response) => {
  if (draining.signal.aborted) response.setHeader("Connection", "close");
  if (isForInbox(request)) inbox(request, response);
  else app(request, response);
});
// Longer than a usual load balancer keeps an idle connection, so that it never sends into a closing one.
server.keepAliveTimeout = 75_000;

app.disable("x-powered-by");
// The front that speaks TLS is on this machine or in a private network; a stranger's X-Forwarded headers count for nothing.
app.set("trust proxy", "loopback, linklocal, uniquelocal");

async function close(): Promise<void> {
  await inbox.close();
  await runtime.close();
}
drainOnSignal(server, { log, close, onDraining: () => draining.abort() });

app.use(requestEdge(log));
app.use(healthRoutes(runtime, () => draining.signal.aborted));
const answerMetrics = metricsEndpoint({ token: env.METRICS_TOKEN, read: () => readMetrics(runtime) });
app.get("/metrics", (request, response) => void answerMetrics(request, response));
app.use(methodLimit, bodyLimit(log));
app.use(env.NODE_ENV === "development" ? await serveSources(server) : await serveBuild());

app.use(answerFailure(log));

server.on("error", (error) => {
  log.error({ err: error, host: env.HOST, port: env.PORT }, "The web process could not listen.");
  process.exit(1);
});
server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  log.info({ host: env.HOST, port }, "The web process listened.");
});
