import { expect, test } from "vitest";
import { describeEvent } from "#app/domain/notifications/events/describe-event.ts";
import { EVENT_KINDS } from "#app/domain/notifications/events/event-kinds.ts";

const COUNTS = {
  name: "Autumn",
  rowsTotal: 120,
  rowsSucceeded: 118,
  rowsFailed: 2,
  rowsSkipped: 0,
  errorSummary: null,
};

test("the end of a batch tells its name, its stores and its counts", () => {
  const told = describeEvent({ kind: "batch.finished-with-failures", details: COUNTS, stores: ["Berlin", "Paris"] });

  expect(told.title).toBe("Batch “Autumn” is finished, with failures");
  expect(told.text).toContain("To Berlin and Paris: 118 of 120 rows succeeded, 2 failed, 0 skipped.");
});

test("a batch that could not do its work tells why", () => {
  const details = { ...COUNTS, errorSummary: "Interrupted: nobody worked on it." };

  expect(describeEvent({ kind: "batch.failed", details, stores: ["Berlin"] }).text).toContain("Interrupted");
});

test("many stores are counted instead of named", () => {
  const { text } = describeEvent({ kind: "batch.finished", details: COUNTS, stores: ["A", "B", "C", "D"] });

  expect(text).toContain("To A and 3 other stores");
});

test.each(EVENT_KINDS)("%s can be told in words, also when what was kept of it is of another time", (kind) => {
  for (const details of [{}, null, "text", { name: 5 }]) {
    const { title, text } = describeEvent({ kind, details, stores: ["Berlin"] });

    expect(title.length + text.length).toBeGreaterThan(20);
    expect(`${title}${text}`).not.toMatch(/undefined|null|NaN|\[object/);
  }
});
