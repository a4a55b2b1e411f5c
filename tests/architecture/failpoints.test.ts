import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { failpoints } from "#app/platform/failpoint.server.ts";
import { listProjectFiles } from "./source-files.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const FLOOR = "app/platform/failpoint.server.ts";

const productFiles = () =>
  listProjectFiles(ROOT)
    .filter((name) => /^(app|jobs|prisma|extensions)\/.*\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(ROOT, name), "utf8") }));

test("no line of the product can listen to failpoints, so that nothing but a test can make one fire", () => {
  const listeners = productFiles().filter(({ text }) => /diagnostics_channel|FAILPOINT_CHANNEL/.test(text));

  expect(listeners.map(({ name }) => name)).toEqual([FLOOR]);
  expect(listeners[0]?.text).not.toMatch(/subscribe|bindStore|process\.|kill\(/);
});

test("every failpoint is one place of the product", () => {
  const places = productFiles().flatMap(({ text }) =>
    [...text.matchAll(/\bfailpoint\("([^"]+)"\)/g)].map((match) => match[1]),
  );

  expect(failpoints.length).toBeGreaterThanOrEqual(12);
  expect(places.toSorted()).toEqual([...failpoints].toSorted());
});
