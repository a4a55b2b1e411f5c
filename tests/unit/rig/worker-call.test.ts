import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { workerCall } from "#tests/rig/product.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  scripts: { worker: string };
};

test("a worker of the rig is started with just what `npm run worker` says", () => {
  const call = workerCall();
  const environment = Object.entries(call.environment).map(([name, value]) => `${name}=${value}`);

  expect([...environment, "node", ...call.arguments].join(" ")).toBe(manifest.scripts.worker);
});

test("a script of its own that runs a worker gets the same environment, and the same flags before it", () => {
  const flags = workerCall().arguments.filter((argument) => argument.startsWith("--"));

  expect(flags.length).toBeGreaterThan(0);
  expect(workerCall(["tests/armed.ts", "--at", "1"])).toEqual({
    environment: workerCall().environment,
    arguments: [...flags, "tests/armed.ts", "--at", "1"],
  });
});
