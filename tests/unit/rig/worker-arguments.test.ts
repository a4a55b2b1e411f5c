import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { workerArguments } from "#tests/rig/product.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  scripts: { worker: string };
};

test("a worker of the rig is started with just what `npm run worker` says", () => {
  expect(["node", ...workerArguments()].join(" ")).toBe(manifest.scripts.worker);
});

test("a script of its own that runs a worker gets the same flags before it", () => {
  const flags = workerArguments().filter((argument) => argument.startsWith("--"));

  expect(flags.length).toBeGreaterThan(0);
  expect(workerArguments(["tests/armed.ts", "--at", "1"])).toEqual([...flags, "tests/armed.ts", "--at", "1"]);
});
