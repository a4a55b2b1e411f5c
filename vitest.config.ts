import { defineConfig } from "vitest/config";
import SumReporter from "./tests/support/sum-reporter.ts";

const strictConsole = "tests/support/strict-console.ts";

// A condition that a busy machine meets late is met all the same.
const patience = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ["default", new SumReporter()],
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          exclude: ["tests/unit/extensions/**"],
          setupFiles: [strictConsole],
          expect: patience,
        },
      },
      {
        test: {
          name: "extensions",
          include: ["tests/unit/extensions/**/*.test.ts"],
          environment: "happy-dom",
          // Shopify's tester imports the extension's TSX itself, so it has to be imported by vitest, too.
          server: { deps: { inline: ["@shopify/ui-extensions-tester"] } },
          setupFiles: [strictConsole],
          expect: patience,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/template-for-run.ts"],
          setupFiles: [strictConsole, "tests/support/own-database.ts"],
          expect: patience,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "architecture",
          include: ["tests/architecture/**/*.test.ts"],
          setupFiles: [strictConsole],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
