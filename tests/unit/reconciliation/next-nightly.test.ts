import { expect, test } from "vitest";
import { nextNightlyAt } from "#app/domain/reconciliation/runs/next-nightly.ts";

const store = {
  id: "019a0000-0000-7000-8000-00000000001e",
  ianaTimezone: "Europe/Berlin",
  quietHour: 3,
  connectedAt: new Date("2026-11-01T12:00:00Z"),
};
const next = (now: string, lastDate: string | null, change: Partial<typeof store> = {}) =>
  nextNightlyAt({ ...store, ...change }, lastDate, new Date(now))?.toISOString();

test("the next nightly run is the one of the shop's next day once it had today's", () => {
  expect(next("2026-11-30T10:00:00Z", "2026-11-30")).toBe("2026-12-01T02:30:00.000Z");
});

test("before its quiet hour the next nightly run comes on the same day", () => {
  expect(next("2026-11-30T00:10:00Z", "2026-11-29")).toBe("2026-11-30T02:30:00.000Z");
});

test("a nightly run that is due and has not started is due now", () => {
  expect(next("2026-11-30T10:00:00Z", "2026-11-29")).toBe("2026-11-30T10:00:00.000Z");
});

test("a store has its first nightly run on the day after it was connected", () => {
  expect(next("2026-11-30T01:00:00Z", null, { connectedAt: new Date("2026-11-30T00:30:00Z") })).toBe(
    "2026-12-01T02:30:00.000Z",
  );
});

test("on a day whose quiet hour is left out by the clocks the run comes right after the jump", () => {
  expect(next("2026-03-28T12:00:00Z", "2026-03-28", { quietHour: 2, connectedAt: new Date(0) })).toBe(
    "2026-03-29T01:00:00.000Z",
  );
});
