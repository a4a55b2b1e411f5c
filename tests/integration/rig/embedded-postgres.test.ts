import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from "#tests/rig/embedded-postgres.ts";

test("kept data is there at the next start, and gone after a fresh one", async () => {
  const own = { ...kept(), purpose: "memory" };
  const first = await startEmbeddedPostgres(own);
  await query(first.databaseUrl("postgres"), "CREATE TABLE remembered AS SELECT 1");
  await first.stop();

  const second = await startEmbeddedPostgres(own);
  const found = await query(second.databaseUrl("postgres"), "SELECT to_regclass('remembered') AS name");
  await second.stop();
  const third = await startEmbeddedPostgres({ ...own, isFresh: true });
  const foundAfresh = await query(third.databaseUrl("postgres"), "SELECT to_regclass('remembered') AS name");
  await third.stop();

  expect(found).toEqual([{ name: "remembered" }]);
  expect(foundAfresh).toEqual([{ name: null }]);
});

test("thrown-away data is deleted on stop", async () => {
  const cacheRoot = temporaryFolder();
  const server = await startEmbeddedPostgres({ purpose: "once", storage: "thrown-away", cacheRoot });
  const wasThere = existsSync(server.folder);

  await server.stop();

  expect(wasThere).toBe(true);
  expect(existsSync(server.folder)).toBe(false);
});

test("kept data is used by one run at a time", async () => {
  const own = kept();
  const first = await startEmbeddedPostgres(own);
  onTestFinished(() => first.stop());

  const second = startEmbeddedPostgres(own);

  await expect(second).rejects.toThrow(`Process ${process.pid} is using`);
});

test("the server ends with the run that started it, even when that is killed", async () => {
  const run = await startInOwnProcess(kept());

  run.child.kill("SIGKILL");

  await vi.waitFor(() => expect(isAlive(run.serverProcessId)).toBe(false), { timeout: 10_000, interval: 50 });
});

test("kept data survives a server that was killed together with its run", async () => {
  const own = kept();
  const run = await startInOwnProcess(own);
  await query(run.url, "CREATE TABLE committed AS SELECT 1");
  process.kill(run.serverProcessId, "SIGKILL");
  run.child.kill("SIGKILL");
  await once(run.child, "exit");

  const again = await startEmbeddedPostgres(own);
  const found = await query(again.databaseUrl("postgres"), "SELECT to_regclass('committed') AS name");
  await again.stop();

  expect(found).toEqual([{ name: "committed" }]);
});

test("what killed runs left of their thrown-away data is swept by the next run", async () => {
  const options = { purpose: "swept", storage: "thrown-away", cacheRoot: temporaryFolder() } as const;
  const run = await startInOwnProcess(options);
  run.child.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(run.serverProcessId)).toBe(false), { timeout: 10_000, interval: 50 });

  const next = await startEmbeddedPostgres(options);
  const left = readdirSync(options.cacheRoot);
  await next.stop();

  expect(left).toEqual([path.basename(next.folder)]);
});

test.skipIf(process.getuid?.() !== 0)(
  "a checkout that the account of PostgreSQL may not enter gets its data folder elsewhere",
  async () => {
    const closed = temporaryFolder();
    chmodSync(closed, 0o700);
    const server = await startEmbeddedPostgres({ purpose: "closed", storage: "thrown-away", cacheRoot: closed });
    onTestFinished(() => rmSync(path.dirname(server.folder), { recursive: true, force: true }));

    const answer = await query(server.databaseUrl("postgres"), "SELECT 1 AS one");
    await server.stop();

    expect(answer).toEqual([{ one: 1 }]);
    expect(server.folder.startsWith(closed)).toBe(false);
  },
);

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "catalog-relay-clusters-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function kept(): EmbeddedPostgresOptions & { cacheRoot: string } {
  return { purpose: "kept", storage: "kept", cacheRoot: temporaryFolder() };
}

async function startInOwnProcess(options: EmbeddedPostgresOptions) {
  const module = pathToFileURL(path.resolve(import.meta.dirname, "../../rig/embedded-postgres.ts")).href;
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const server = await startEmbeddedPostgres(${JSON.stringify(options)});
    console.log(server.processId + " " + server.databaseUrl("postgres"));
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const [serverProcessId = "", url = ""] = line.split(" ");
  return { child, serverProcessId: Number(serverProcessId), url };
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  // A process that ended but whose parent has not asked yet is no longer alive.
  return existsSync(`/proc/${processId}/exe`) || !existsSync("/proc/self/exe");
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // A killed server drops its connections.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
