/** Versions of the Admin API that answer (2026-11), oldest first. Shopify: "API versioning". */
const stableVersions = ["2026-01", "2026-04", "2026-07", "2026-10"] as const;
const oldestVersion = stableVersions[0];
const otherVersions = ["2027-01", "unstable"];

/**
 * Which version answers a call of `asked`: itself, or the oldest stable one when it is older (it "falls forward").
 * Null when there is no such version; nothing is published on what Shopify does then.
 */
export function answeringVersion(asked: string): string | null {
  if (otherVersions.includes(asked) || stableVersions.some((version) => version === asked)) return asked;
  return /^\d{4}-(01|04|07|10)$/.test(asked) && asked < oldestVersion ? oldestVersion : null;
}
