import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findFreePort } from "./free-port.ts";
import { resolvePostgresAccount, type PostgresAccount } from "./postgres-account.ts";
import {
  findRunningPostmaster,
  isProcessAlive,
  openPostgresFolder,
  sweepAbandonedFolders,
  type PostgresFolder,
} from "./postgres-folder.ts";
import { locatePostgresPrograms, type PostgresPrograms } from "./postgres-programs.ts";

export interface EmbeddedPostgres {
  /** Where a database of this server is reached, as its superuser. */
  databaseUrl(database: string): string;
  readonly folder: string;
  readonly processId: number;
  /** Ends the server (fast shutdown: open connections are closed). Throw-away data is deleted. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Names the folder, e.g. `dev`, `demo`, `test`. */
  readonly purpose: string;
  /** `kept`: the data outlives the process and is written safely. `thrown-away`: one folder per run, deleted on stop, no fsync. */
  readonly storage: "kept" | "thrown-away";
  /** Start from an empty cluster although data was kept. */
  readonly isFresh?: boolean;
  readonly cacheRoot?: string;
}

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 20_000;

// The pipe on descriptor 0 is the life line: it closes when the process that started PostgreSQL stops it, ends, crashes
// or is killed, and then the database gets its fast shutdown. `setsid` (detached) keeps Ctrl-C of the terminal away
// from it, so that the app can finish its work against a live database first.
const LIFE_LINE = `
exec 3<&0
"$@" 3<&- </dev/null & server=$!
( read -r _ <&3; kill -INT "$server" 2>/dev/null ) & watch=$!
wait "$server"; code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

/**
 * Starts a PostgreSQL of its own for this checkout on a free port of 127.0.0.1, also as root. It ends with the process
 * that started it, however that ends. A server that a killed run left behind is stopped first; a second start of the same
 * kept data while the first is alive is refused.
 *
 * @throws Error with the end of the server's log when it does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = resolvePostgresAccount();
  const programs = locatePostgresPrograms(account);
  const isThrownAway = options.storage === "thrown-away";
  const name = isThrownAway ? `${options.purpose}-${process.pid}-${randomBytes(3).toString("hex")}` : options.purpose;
  const open = () => openPostgresFolder(name, account, options.cacheRoot);
  let folder = open();
  if (isThrownAway) sweepAbandonedFolders(folder, (found) => isLeftByDeadRun(found, options.purpose));
  await stopLeftover(folder);
  if (options.isFresh === true || !existsSync(folder.completed)) {
    rmSync(folder.root, { recursive: true, force: true });
    folder = open();
    initialize(folder, account, programs);
  }
  writeFileSync(folder.starter, String(process.pid));
  const password = readFileSync(folder.password, "utf8").trim();
  const { child, port } = await launch(folder, account, programs, password, isThrownAway);
  const processId = findRunningPostmaster(folder);
  if (processId === null) throw new Error(`PostgreSQL is up, but ${folder.cluster} has no lock file`);
  return {
    databaseUrl: (database) => urlOf(port, password, database),
    folder: folder.root,
    processId,
    async stop() {
      await endServer(child);
      if (isThrownAway) rmSync(folder.root, { recursive: true, force: true });
    },
  };
}

function initialize(folder: PostgresFolder, account: PostgresAccount, programs: PostgresPrograms): void {
  writeFileSync(folder.password, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder.password, account.uid, account.gid);
  const answer = spawnSync(
    programs.initdb,
    [
      `--pgdata=${folder.cluster}`,
      `--pwfile=${folder.password}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
      "--no-instructions",
    ],
    { ...account, cwd: folder.cluster, env: programEnvironment(), encoding: "utf8" },
  );
  if (answer.status !== 0) {
    throw new Error(`PostgreSQL could not set up ${folder.cluster}: ${answer.error?.message ?? answer.stderr.trim()}`);
  }
  writeFileSync(folder.completed, "");
}

async function launch(
  folder: PostgresFolder,
  account: PostgresAccount,
  programs: PostgresPrograms,
  password: string,
  isThrownAway: boolean,
): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const log = openSync(folder.log, "w");
    const settings = serverSettings(port, isThrownAway);
    const command = [programs.postgres, "-D", folder.cluster, ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn("/bin/sh", ["-c", LIFE_LINE, "sh", ...command], {
      ...account,
      cwd: folder.cluster,
      env: programEnvironment(),
      detached: true,
      stdio: ["pipe", log, log],
    });
    closeSync(log);
    // The life line must not keep the parent alive: what nobody waits for may end.
    child.unref();
    const failure = await waitUntilReady(child, urlOf(port, password, "postgres"));
    if (failure === null) return { child, port };
    await endServer(child);
    const logText = readFileSync(folder.log, "utf8");
    if (attempt < 5 && logText.includes("Address already in use")) continue;
    throw new Error(`PostgreSQL did not start (${failure}):\n${logText.split("\n").slice(-15).join("\n")}`);
  }
}

function serverSettings(port: number, isThrownAway: boolean): string[] {
  return [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=400",
    "shared_buffers=256MB",
    "timezone=UTC",
    ...(isThrownAway ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
  ];
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<string | null> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return `it ended with code ${child.exitCode}`;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return null;
    } catch {
      // Refused until the server listens and has recovered; its log tells why when it never does.
      await pause(50);
    }
  }
  return `no answer within ${START_DEADLINE_MS / 1000} s`;
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = new Promise<"ended">((resolve) => child.once("exit", () => resolve("ended")));
  child.stdin?.destroy();
  if ((await Promise.race([ended, pause(STOP_DEADLINE_MS, "late", { ref: false })])) === "late") {
    throw new Error(`PostgreSQL did not stop within ${STOP_DEADLINE_MS / 1000} s`);
  }
}

async function stopLeftover(folder: PostgresFolder): Promise<void> {
  const processId = findRunningPostmaster(folder);
  if (processId === null) return;
  const starter = Number(readFileSync(folder.starter, "utf8"));
  if (isProcessAlive(starter)) {
    throw new Error(`Process ${starter} is using ${folder.root}. Stop it first, or set DATABASE_URL.`);
  }
  process.kill(processId, "SIGINT");
  const deadline = Date.now() + STOP_DEADLINE_MS;
  while (findRunningPostmaster(folder) !== null) {
    if (Date.now() > deadline) {
      throw new Error(`An earlier PostgreSQL (process ${processId}) in ${folder.root} does not stop.`);
    }
    await pause(50);
  }
}

function isLeftByDeadRun(folderName: string, purpose: string): boolean {
  if (!folderName.startsWith(`${purpose}-`)) return false;
  const starter = /^(\d+)-[0-9a-f]{6}$/.exec(folderName.slice(purpose.length + 1))?.[1];
  return starter !== undefined && !isProcessAlive(Number(starter));
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

// PG* variables of the caller's shell would change what initdb and postgres do.
function programEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env["PATH"], LC_ALL: "C" };
}
