import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

interface TestSums {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts tests; a file that does not load and an error outside of every test count as a failure each. */
function sumTests(modules: readonly TestModule[], errorsOutsideTests: number): TestSums {
  const sums = { passed: 0, failed: errorsOutsideTests, skipped: 0 };
  for (const testModule of modules) {
    for (const test of testModule.children.allTests()) {
      const { state } = test.result();
      if (state === "pending") sums.failed += 1;
      else sums[state] += 1;
    }
    sums.failed += testModule.errors().length;
    for (const suite of testModule.children.allSuites()) sums.failed += suite.errors().length;
  }
  return sums;
}

/** `N passed, N failed`, with `, N skipped` when some were. */
function formatSums(sums: TestSums): string {
  const skipped = sums.skipped > 0 ? `, ${sums.skipped} skipped` : "";
  return `${sums.passed} passed, ${sums.failed} failed${skipped}`;
}

/** Vitest reporter whose only words are the last line of the run: what passed and what failed. */
export default class SumReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const sums = sumTests(modules, errors.length);
    // After everything that vitest and the teardown print. A run that broke outside of its tests counts as one failure.
    process.once("exit", (code) => {
      const isBroken = code !== 0 && sums.failed === 0;
      process.stdout.write(`${formatSums(isBroken ? { ...sums, failed: 1 } : sums)}\n`);
    });
  }
}
