import { startRuntime, type ProcessRuntime } from "#app/domain/runtime.server.ts";
import { readEnv } from "#app/platform/env.server.ts";

declare global {
  // On the global object: the process entry and the built routes are two module graphs, and development reloads one of them.
  var catalogRelayRuntime: Promise<ProcessRuntime> | undefined;
  var catalogRelayDraining: AbortSignal | undefined;
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

/** Says when the process begins to stop: answers that would go on for long end then. */
export function provideDraining(signal: AbortSignal): void {
  globalThis.catalogRelayDraining = signal;
}

const NEVER = new AbortController().signal;

export const getDraining = (): AbortSignal => globalThis.catalogRelayDraining ?? NEVER;
