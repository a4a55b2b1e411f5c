import { expect, test } from "vitest";
import {
  AT_ONCE,
  heldUntil,
  planNextDigest,
  problemsOfTiming,
  quietUntil,
  type RuleTiming,
} from "#app/domain/notifications/rules/rule-timing.ts";

const quiet = (from: string, until: string, timeZone = "Europe/Berlin"): RuleTiming => ({
  digestAt: null,
  quietHours: { from, until, letsUrgentThrough: false },
  timeZone,
});

const endOf = (timing: RuleTiming, at: string) => quietUntil(new Date(at), timing)?.toISOString() ?? null;

test.each([
  ["before they begin", "2026-12-01T20:59:59Z", null],
  ["when they begin", "2026-12-01T21:00:00Z", "2026-12-02T06:00:00.000Z"],
  ["after midnight", "2026-12-02T02:00:00Z", "2026-12-02T06:00:00.000Z"],
  ["just before they end", "2026-12-02T05:59:59Z", "2026-12-02T06:00:00.000Z"],
  ["when they end", "2026-12-02T06:00:00Z", null],
])("quiet hours over midnight: %s", (_when, at, end) => {
  expect(endOf(quiet("22:00", "07:00"), at)).toBe(end);
});

test("quiet hours of a day begin and end on it", () => {
  expect(endOf(quiet("12:00", "13:00"), "2026-12-01T11:30:00Z")).toBe("2026-12-01T12:00:00.000Z");
  expect(endOf(quiet("12:00", "13:00"), "2026-12-01T21:30:00Z")).toBeNull();
});

test("a night of a day of 23 or 25 hours is quiet from the first time on the clock to the last, and ends", () => {
  expect(endOf(quiet("22:00", "07:00"), "2027-03-28T00:30:00Z")).toBe("2027-03-28T05:00:00.000Z");
  expect(endOf(quiet("22:00", "07:00"), "2026-10-25T02:30:00Z")).toBe("2026-10-25T06:00:00.000Z");
  // From 02:15 to 02:45 there is nothing on the day that lacks this hour.
  expect(endOf(quiet("02:15", "02:45"), "2027-03-28T01:00:00Z")).toBeNull();
  expect(endOf(quiet("02:15", "02:45"), "2027-03-27T01:20:00Z")).toBe("2027-03-27T01:45:00.000Z");
});

test("a zone that is gone holds nobody's messages for good", () => {
  expect(endOf(quiet("22:00", "07:00", "Mars/Olympus"), "2026-12-01T23:00:00Z")).toBe("2026-12-02T07:00:00.000Z");
});

test("only what is urgent is let through, and only where the rule says so", () => {
  const now = new Date("2026-12-01T23:00:00Z");
  const letting: RuleTiming = {
    ...quiet("22:00", "07:00"),
    quietHours: { from: "22:00", until: "07:00", letsUrgentThrough: true },
  };

  expect(heldUntil(letting, "batch.failed", now)).toBeNull();
  expect(heldUntil(letting, "batch.finished", now)).not.toBeNull();
  expect(heldUntil(quiet("22:00", "07:00"), "batch.failed", now)).not.toBeNull();
});

test.each(["WEBHOOK", "FLOW"] as const)(
  "%s is told at once: a digest and quiet hours are refused by field",
  (channel) => {
    const timing: RuleTiming = { ...quiet("22:00", "07:00"), digestAt: "08:00" };

    expect(problemsOfTiming(channel, timing).map(({ field }) => field)).toEqual(["digestAt", "quietHours"]);
    expect(problemsOfTiming(channel, AT_ONCE)).toEqual([]);
    expect(problemsOfTiming("EMAIL", timing)).toEqual([]);
  },
);

test("times need a zone, and quiet hours an end", () => {
  expect(problemsOfTiming("EMAIL", { ...AT_ONCE, digestAt: "08:00" })).toMatchObject([{ field: "timeZone" }]);
  expect(problemsOfTiming("SLACK", quiet("22:00", "22:00"))).toMatchObject([{ field: "quietHours" }]);
});

test("the next digest stays when something else changes, and is planned anew with its time, its zone or after a pause", () => {
  const timing: RuleTiming = { digestAt: "08:00", quietHours: null, timeZone: "Europe/Berlin" };
  const now = new Date("2026-12-01T12:00:00Z");
  const nextDigestAt = new Date("2026-12-02T07:00:00Z");
  const plan = (wanted: Partial<RuleTiming>, isEnabled = true, known: Date | null = nextDigestAt) =>
    planNextDigest({
      known: { timing, nextDigestAt: known },
      wanted: { timing: { ...timing, ...wanted }, isEnabled },
      now,
    });

  expect(plan({})).toEqual(nextDigestAt);
  expect(plan({ digestAt: "18:00" })).toEqual(new Date("2026-12-01T17:00:00Z"));
  expect(plan({ timeZone: "UTC" })).toEqual(new Date("2026-12-02T08:00:00Z"));
  expect(plan({}, true, null)).toEqual(nextDigestAt);
  expect(plan({}, false)).toBeNull();
  expect(plan({ digestAt: null })).toBeNull();
});
