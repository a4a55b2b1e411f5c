import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

const CHECKOUT = path.resolve(import.meta.dirname, "../..");

/** A small product in a temporary folder, with this project's packages and import names; gone after the test. */
export function plantTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), "catalog-relay-planted-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const imports = { "#app/*": "./app/*", "#jobs/*": "./jobs/*", "#tests/*": "./tests/*" };
  const compilerOptions = { module: "ESNext", moduleResolution: "Bundler", allowImportingTsExtensions: true };
  const skeleton = {
    "package.json": JSON.stringify({ name: "planted", type: "module", imports }),
    "tsconfig.json": JSON.stringify({ compilerOptions }),
  };
  for (const [name, text] of Object.entries({ ...skeleton, ...files })) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(root, "node_modules"));
  return root;
}
