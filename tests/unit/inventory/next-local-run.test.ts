import fc from "fast-check";
import { expect, test } from "vitest";
import { isTimeOfDay, isTimeZone, localRunsAround } from "#app/domain/next-local-run.ts";

const iso = (ms: number) => new Date(ms).toISOString();

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "America/Santiago",
  "Asia/Beirut",
  "Pacific/Chatham",
];

const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

const instant = fc.integer({ min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2030-01-01T00:00:00Z") });

/** The runs of a stretch of time, one after the other. */
function runsBetween(fromMs: number, toMs: number, time: { at: string; timeZone: string }) {
  const runs = [];
  for (let run = localRunsAround(fromMs, time).next; run.atMs < toMs; run = localRunsAround(run.atMs, time).next)
    runs.push(run);
  return runs;
}

test("a day that is an hour short has its run, right after the hour that it lacks", () => {
  const time = { at: "02:30", timeZone: "Europe/Berlin" };
  const runs = runsBetween(Date.parse("2026-03-27T12:00:00Z"), Date.parse("2026-03-31T12:00:00Z"), time);

  expect(runs.map(({ localDay, atMs }) => [localDay, iso(atMs)])).toEqual([
    ["2026-03-28", "2026-03-28T01:30:00.000Z"],
    ["2026-03-29", "2026-03-29T01:00:00.000Z"],
    ["2026-03-30", "2026-03-30T00:30:00.000Z"],
    ["2026-03-31", "2026-03-31T00:30:00.000Z"],
  ]);
});

test("a day that is an hour long has its run once, the first time the clock shows the hour", () => {
  const time = { at: "02:30", timeZone: "Europe/Berlin" };
  const runs = runsBetween(Date.parse("2026-10-24T12:00:00Z"), Date.parse("2026-10-26T12:00:00Z"), time);

  expect(runs.map(({ localDay, atMs }) => [localDay, iso(atMs)])).toEqual([
    ["2026-10-25", "2026-10-25T00:30:00.000Z"],
    ["2026-10-26", "2026-10-26T01:30:00.000Z"],
  ]);
});

test("a day that a calendar left out has no run", () => {
  const time = { at: "03:00", timeZone: "Pacific/Apia" };
  const runs = runsBetween(Date.parse("2011-12-28T12:00:00Z"), Date.parse("2012-01-01T12:00:00Z"), time);

  expect(runs.map(({ localDay }) => localDay)).toEqual(["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]);
});

test("every local day has exactly one run, in every zone, at every time and over every change of the clock", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), timeOfDay, instant, (timeZone, at, fromMs) => {
      const runs = runsBetween(fromMs, fromMs + 40 * 86_400_000, { at, timeZone });
      const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
      const days = runs.map(({ localDay }) => Date.parse(localDay) / 86_400_000);

      expect(runs.map(({ atMs }) => dayOf.format(atMs))).toEqual(runs.map(({ localDay }) => localDay));
      expect(days).toEqual(days.map((_day, index) => (days[0] ?? Number.NaN) + index));
      expect(days.length).toBeGreaterThanOrEqual(39);
    }),
    { numRuns: 30 },
  );
});

test("at any moment the last run has come, the next one has not, and nothing lies between them", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), timeOfDay, instant, (timeZone, at, nowMs) => {
      const { last, next } = localRunsAround(nowMs, { at, timeZone });

      expect(last.atMs).toBeLessThanOrEqual(nowMs);
      expect(next.atMs).toBeGreaterThan(nowMs);
      expect(localRunsAround(last.atMs, { at, timeZone })).toEqual({ last, next });
    }),
    { numRuns: 200 },
  );
});

test("a run comes when the clock on the wall shows its time, but on days on which it never does", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), timeOfDay, instant, (timeZone, at, nowMs) => {
      const { next } = localRunsAround(nowMs, { at, timeZone });
      const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
      const shown = clock.format(next.atMs);

      // Where it is later than asked for, the clock has just jumped there.
      const hasJumped = shown > at && clock.format(next.atMs - 1) < at;
      expect(shown === at || hasJumped).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("times and zones are recognized by their form", () => {
  expect(["00:00", "23:59", "03:00"].map(isTimeOfDay)).toEqual([true, true, true]);
  expect(["24:00", "3:00", "03:60", "", "03:00:00"].map(isTimeOfDay)).toEqual([false, false, false, false, false]);
  expect(["Europe/Berlin", "Mars/Olympus"].map(isTimeZone)).toEqual([true, false]);
});
