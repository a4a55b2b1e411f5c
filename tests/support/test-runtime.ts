import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import type { Runtime } from "#app/domain/context.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { startQueue, type Queue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { collectingLog, type LogLine } from "./collecting-log.ts";

export const TEST_CLIENT = { clientId: "test-client-id", clientSecret: "test-client-secret" };
const KEY = `test:${randomBytes(32).toString("base64")}`;

export interface TestRuntime extends Runtime {
  queue: Queue;
  /** What the product has logged. */
  lines: LogLine[];
}

/**
 * A process of the product within a test: the file's own database and real queue, closed with the test. Calls to Shopify
 * fail the test unless it brings its own fetch. Several runtimes in one test are as several processes.
 */
export async function startTestRuntime(overrides: Partial<Runtime> = {}): Promise<TestRuntime> {
  const url = process.env["DATABASE_URL"];
  if (url === undefined) throw new Error("A test runtime needs a test database: is this an integration test?");
  const { log, lines } = collectingLog();
  const db = createDatabase({ url, poolSize: 5 });
  const queue = await startQueue({ url, contracts, role: "web", log });
  onTestFinished(async () => {
    await queue.stop();
    await db.$disconnect();
  });
  return {
    db,
    clock: systemClock,
    fetch: (input) => Promise.reject(new Error(`Nobody expected a call to ${addressOf(input)}.`)),
    shopifyApp: TEST_CLIENT,
    encryption: createEncryption([KEY]),
    ...overrides,
    log,
    queue,
    lines,
  };
}

/** The address of a fetch, in whatever form it was named. */
export const addressOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : String(input);
