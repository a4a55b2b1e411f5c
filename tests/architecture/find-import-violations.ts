import { existsSync } from "node:fs";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { importRules } from "./import-rules.ts";

export interface ImportViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly comment: string;
}

export interface ImportFindings {
  readonly violations: readonly ImportViolation[];
  readonly filesSeen: number;
}

const FOLDERS = ["app", "jobs", "prisma", "extensions"];

/** Follows every import of the product code below `root` and answers those that break a rule of `import-rules.ts`. */
export async function findImportViolations(root: string): Promise<ImportFindings> {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
  const tsConfigFile = path.join(root, "tsconfig.json");
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: importRules },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: tsConfigFile },
      doNotFollow: { path: "node_modules" },
      exclude: { path: "^app/generated/" },
    },
    { conditionNames: ["import", "node", "types", "default"], exportsFields: ["exports"] },
    { tsConfig: extractTsConfig(tsConfigFile) },
  );
  if (typeof output === "string") throw new Error(`dependency-cruiser answered text instead of a result: ${output}`);
  const comments = new Map(importRules.map((rule) => [rule.name, rule.comment ?? ""]));
  return {
    filesSeen: output.modules.filter((file) => FOLDERS.some((folder) => file.source.startsWith(`${folder}/`))).length,
    violations: output.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
      comment: comments.get(rule.name) ?? "",
    })),
  };
}
