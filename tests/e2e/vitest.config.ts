import path from "node:path";
import { defineConfig } from "vitest/config";
import SumReporter from "../support/sum-reporter.ts";

export default defineConfig({
  root: path.resolve(import.meta.dirname, "../.."),
  test: {
    name: "e2e",
    include: ["tests/e2e/**/*.test.ts"],
    globalSetup: ["tests/e2e/whole-rig.ts"],
    setupFiles: ["tests/support/strict-console.ts"],
    reporters: ["default", new SumReporter()],
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
