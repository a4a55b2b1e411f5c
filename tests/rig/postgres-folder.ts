import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { canAccountWrite, type PostgresAccount } from "./postgres-account.ts";

/** Where one PostgreSQL of this checkout lives. */
export interface PostgresFolder {
  readonly root: string;
  readonly cluster: string;
  readonly log: string;
  readonly password: string;
  /** Present once the cluster is set up to the end. */
  readonly completed: string;
  /** The id of the process that started the server last. */
  readonly starter: string;
}

const CHECKOUT = path.resolve(import.meta.dirname, "../..");

/**
 * Makes the folder for one purpose: `.cache/postgres/<purpose>` of the checkout, or, where the account of PostgreSQL may
 * not enter the checkout, a folder of the same checkout under the temporary folder.
 */
export function openPostgresFolder(
  purpose: string,
  account: PostgresAccount,
  cacheRoot = path.join(CHECKOUT, ".cache/postgres"),
): PostgresFolder {
  const preferred = makeFolder(path.join(cacheRoot, purpose), account);
  if (canAccountWrite(account, preferred.cluster)) return preferred;
  rmSync(preferred.root, { recursive: true, force: true });
  const checkoutKey = createHash("sha256").update(cacheRoot).digest("hex").slice(0, 12);
  const substitute = makeFolder(path.join(tmpdir(), `catalog-relay-postgres-${checkoutKey}`, purpose), account);
  if (canAccountWrite(account, substitute.cluster)) return substitute;
  throw new Error(
    `PostgreSQL can write neither to ${preferred.root} nor to ${substitute.root}. Set DATABASE_URL to a running PostgreSQL.`,
  );
}

/** The process id in `postmaster.pid`, when it names a PostgreSQL of this very folder that is alive; else null. */
export function findRunningPostmaster(folder: PostgresFolder): number | null {
  const lockFile = path.join(folder.cluster, "postmaster.pid");
  if (!existsSync(lockFile)) return null;
  const [firstLine = "", secondLine = ""] = readFileSync(lockFile, "utf8").split("\n");
  const processId = Number(firstLine);
  if (!Number.isInteger(processId) || processId <= 0 || secondLine.trim() !== folder.cluster) return null;
  return isProcessAlive(processId) && isPostgres(processId, folder.cluster) ? processId : null;
}

/** Removes what earlier runs of throw-away clusters left behind when they were killed. */
export function sweepAbandonedFolders(folder: PostgresFolder, isAbandoned: (name: string) => boolean): void {
  const parent = path.dirname(folder.root);
  for (const name of readdirSync(parent)) {
    const candidate = path.join(parent, name);
    if (candidate !== folder.root && isAbandoned(name) && findRunningPostmaster(folderAt(candidate)) === null) {
      rmSync(candidate, { recursive: true, force: true });
    }
  }
}

export function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function makeFolder(root: string, account: PostgresAccount): PostgresFolder {
  const folder = folderAt(root);
  mkdirSync(folder.cluster, { recursive: true, mode: 0o711 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder.cluster, account.uid, account.gid);
  return folder;
}

function folderAt(root: string): PostgresFolder {
  const inRoot = (name: string) => path.join(root, name);
  return {
    root,
    cluster: inRoot("cluster"),
    log: inRoot("server.log"),
    password: inRoot("password"),
    completed: inRoot("completed"),
    starter: inRoot("starter"),
  };
}

// A process id is used again after a reboot; only where /proc tells can a stranger be told from our own.
function isPostgres(processId: number, cluster: string): boolean {
  const commandLine = `/proc/${processId}/cmdline`;
  if (!existsSync("/proc/self/cmdline")) return true;
  if (!existsSync(commandLine)) return false;
  return readFileSync(commandLine, "utf8").split("\0").includes(cluster);
}
