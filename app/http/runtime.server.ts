import { startRuntime, type ProcessRuntime } from "#app/domain/runtime.server.ts";
import { readEnv } from "#app/platform/env.server.ts";

declare global {
  // On the global object: the process entry and the built routes are two module graphs, and development reloads one of them.
  var catalogRelayRuntime: Promise<ProcessRuntime> | undefined;
}

/** Makes this the runtime of every route of the process. */
export function provideRuntime(runtime: Promise<ProcessRuntime>): void {
  globalThis.catalogRelayRuntime = runtime;
}

/** The one runtime of the web process; it starts with the first caller when the process entry has not provided one. */
export function getRuntime(): Promise<ProcessRuntime> {
  globalThis.catalogRelayRuntime ??= startRuntime(readEnv(), "web");
  return globalThis.catalogRelayRuntime;
}
