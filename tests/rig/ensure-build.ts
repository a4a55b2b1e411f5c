import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const CHECKOUT = path.resolve(import.meta.dirname, "../..");
const BUILD = path.join(CHECKOUT, "build/server/index.js");
const SOURCES = ["app", "jobs/contracts", "vite.config.ts", "package-lock.json"];

/**
 * Builds the app unless there is a build that is newer than every source, so that a web process serves what is there
 * now. The build's own lines go to stderr.
 *
 * @throws Error when it cannot be built.
 */
export function ensureBuild(say: (line: string) => void): void {
  if (existsSync(BUILD) && newestChangeMs() < statSync(BUILD).mtimeMs) return;
  say("Building the app, this once …");
  const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: CHECKOUT, stdio: ["ignore", 2, 2] });
  if (built.status !== 0) throw new Error("The app could not be built.");
}

function newestChangeMs(): number {
  const files = SOURCES.flatMap((source) => filesOf(path.join(CHECKOUT, source)));
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

function filesOf(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  const entries = readdirSync(place, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
