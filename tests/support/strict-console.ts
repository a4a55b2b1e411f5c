import { afterAll, afterEach } from "vitest";
import { settleConsole, watchConsole } from "#tests/support/expected-console.ts";

watchConsole();
afterEach(settleConsole);
afterAll(settleConsole);
