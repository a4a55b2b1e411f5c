import path from "node:path";
import { findImportViolations } from "./find-import-violations.ts";

const { violations, filesSeen } = await findImportViolations(path.resolve(import.meta.dirname, "../.."));
for (const { rule, from, to, comment } of violations) {
  process.stderr.write(`${from} -> ${to}\n  ${rule}: ${comment}\n`);
}
process.stdout.write(`imports of ${filesSeen} files: ${violations.length} against the rules\n`);
process.exitCode = violations.length > 0 || filesSeen === 0 ? 1 : 0;
