import { execFileSync, spawnSync } from "node:child_process";

/** The operating-system account that runs PostgreSQL. Empty: the account of this process. */
export interface PostgresAccount {
  readonly uid?: number;
  readonly gid?: number;
}

const ACCOUNT_NAME = "postgres";

/**
 * Finds who may run PostgreSQL, which refuses to run as root: as root, the account `postgres`, made when it is missing.
 *
 * @throws Error when the account is missing and cannot be made; the message says what to do.
 */
export function resolvePostgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return {};
  const existing = findAccount();
  if (existing !== null) return existing;
  const created = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", ACCOUNT_NAME], {
    encoding: "utf8",
  });
  const account = findAccount();
  if (account !== null) return account;
  throw new Error(
    `PostgreSQL does not run as root, and the account "${ACCOUNT_NAME}" could not be made ` +
      `(${created.error?.message ?? created.stderr.trim()}). Run as another user, or set DATABASE_URL to a running PostgreSQL.`,
  );
}

/** Whether the account may run this file (every folder above it must let it through). */
export function canAccountExecute(account: PostgresAccount, program: string): boolean {
  return spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Whether the account may make files in this folder. */
export function canAccountWrite(account: PostgresAccount, folder: string): boolean {
  const answer = spawnSync("/bin/sh", ["-c", 'test -w "$0" && test -x "$0"', folder], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  return answer.status === 0;
}

function findAccount(): { uid: number; gid: number } | null {
  try {
    const ask = (flag: string) =>
      Number(execFileSync("id", [flag, ACCOUNT_NAME], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    // `id` ends with an error exactly when there is no such account.
    return null;
  }
}
