import { z } from "zod";

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/**
 * Optional dependencies that a package of the lock file names and the lock file lacks. npm leaves them out when the
 * registry has no such version for another platform, and `npm ci` then refuses the lock file ("Missing: ... from lock file").
 */
export function findLockGaps(lockFileText: string): string[] {
  const { packages } = lockFile.parse(JSON.parse(lockFileText));
  return Object.entries(packages).flatMap(([location, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((dependency) => !isReachable(packages, location, dependency))
      .map((dependency) => `${location === "" ? "package.json" : `${location}@${entry.version}`} needs ${dependency}`),
  );
}

// Node looks for a package beside the one that asks, then in every folder above it.
function isReachable(packages: Readonly<Record<string, unknown>>, from: string, dependency: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${dependency}` in packages) return true;
    if (folder === "") return false;
  }
}
