const EMPTY_WORDS = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "misc",
  "common",
  "manager",
  "service",
  "v2",
  "new",
  "legacy",
  "data",
]);
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** What is wrong with the name of a source file or of a folder above it; null when nothing is. */
export function findNameFault(file: string): string | null {
  const parts = file.split("/");
  const words = parts.flatMap((part) => part.toLowerCase().split(/[^a-z0-9]+/));
  const empty = words.find((word) => EMPTY_WORDS.has(word));
  if (empty !== undefined) return `"${empty}" says nothing about what is inside`;
  // File names of routes are URLs in Remix's spelling.
  const isRoute = file.startsWith("app/routes/");
  const odd = isRoute ? undefined : parts.find((part) => !KEBAB_CASE.test(part));
  return odd === undefined ? null : `"${odd}" is not kebab-case`;
}
