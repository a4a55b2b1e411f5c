import { readFileSync } from "node:fs";
import path from "node:path";
import { findLockGaps } from "./lock-gaps.ts";

const gaps = findLockGaps(readFileSync(path.resolve(import.meta.dirname, "../../package-lock.json"), "utf8"));
for (const gap of gaps) process.stderr.write(`${gap}, which package-lock.json lacks: npm ci will refuse it\n`);
process.stdout.write(`lock file: ${gaps.length} optional dependencies missing\n`);
process.exitCode = gaps.length > 0 ? 1 : 0;
