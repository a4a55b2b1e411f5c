import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { envKeys } from "#app/platform/env.server.ts";
import { findEnvironmentReads } from "./environment-reads.ts";
import { listProjectFiles } from "./source-files.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("the product reads the environment in app/platform/env.server.ts and nowhere else", () => {
  const sources = listProjectFiles(ROOT).filter((name) => /^(app|jobs|prisma)\/.*\.tsx?$/.test(name));

  const readers = sources.filter(
    (name) => findEnvironmentReads(name, readFileSync(path.join(ROOT, name), "utf8")).length > 0,
  );

  expect(readers).toEqual(["app/platform/env.server.ts"]);
});

test.for([
  `const url = process.env.DATABASE_URL;`,
  `const url = process.env["DATABASE_URL"];`,
  `const url = process["env"].DATABASE_URL;`,
  `const url = globalThis.process.env.DATABASE_URL;`,
  `const { env } = process;`,
  `const { env: settings } = process;`,
  `import { env } from "node:process";`,
  `import { env as settings } from "process";`,
])("%s counts as a read of the environment", (text) => {
  expect(findEnvironmentReads("planted.ts", `\n${text}\n`)).toEqual([2]);
});

test.for([`const mode = import.meta.env.MODE;`, `const one = settings.env.PORT;`, `process.exit(1); // process.env`])(
  "%s is no read of the environment",
  (text) => {
    expect(findEnvironmentReads("planted.ts", text)).toEqual([]);
  },
);

test(".env.example names every key that the product reads, and no other", () => {
  const example = readFileSync(path.join(ROOT, ".env.example"), "utf8");

  const named = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);

  expect(named.sort()).toEqual([...envKeys].sort());
});
