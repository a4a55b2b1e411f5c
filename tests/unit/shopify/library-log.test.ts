import { LogSeverity } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { logOfLibrary } from "#app/shopify/library-log.server.ts";
import { collectingLog } from "#tests/support/collecting-log.ts";

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHM6Ly9hIn0.c2lnbmF0dXJl-_x";

test("what Shopify's library says is logged at its severity, with every session token taken out", () => {
  const { log, lines } = collectingLog();
  const library = logOfLibrary(log);

  library.log(LogSeverity.Error, `Failed to parse session token '${jwt}': jwt malformed ${jwt}`);
  library.log(LogSeverity.Warning, "A plain warning");

  expect(lines.map((line) => [line.level, line.fields])).toEqual([
    ["error", { source: "shopify-library", detail: "Failed to parse session token '[token]': jwt malformed [token]" }],
    ["warn", { source: "shopify-library", detail: "A plain warning" }],
  ]);
});

test("the library says nothing below a warning, where it would write tokens and requests out", () => {
  const { level, httpRequests } = logOfLibrary(collectingLog().log);

  expect([level, httpRequests]).toEqual([LogSeverity.Warning, false]);
});
