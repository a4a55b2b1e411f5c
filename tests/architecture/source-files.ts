import { execFileSync } from "node:child_process";

/** Every file of the project: what git tracks, and what it would if it were added. Paths relative to `root`. */
export function listProjectFiles(root: string): string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const deleted = new Set(
    execFileSync("git", ["ls-files", "-z", "--deleted"], { cwd: root, encoding: "utf8" }).split("\0"),
  );
  return listed.split("\0").filter((name) => name !== "" && !deleted.has(name));
}
