import { expect, test } from "vitest";
import { nightlyDateDue } from "#app/domain/reconciliation/runs/nightly-date.ts";

const store = {
  id: "01a22da1-de4e-721f-9713-417830000000",
  ianaTimezone: "Europe/Berlin",
  quietHour: 3,
  connectedAt: new Date("2026-01-01T00:00:00Z"),
};
const due = (at: string, change: Partial<typeof store> = {}) => nightlyDateDue({ ...store, ...change }, new Date(at));

test("the run of a day is due from the quiet hour of the shop's own clock on", () => {
  expect(due("2026-11-30T01:59:00Z")).toBeNull();
  expect(due("2026-11-30T02:00:00Z")).toBe("2026-11-30");
  expect(due("2026-11-30T02:00:00Z", { ianaTimezone: "America/New_York" })).toBe("2026-11-29");
});

test("a day of 23 hours and one of 25 hours have one run each", () => {
  expect([due("2026-03-29T00:59:00Z"), due("2026-03-29T01:00:00Z")]).toEqual([null, "2026-03-29"]);
  expect([due("2026-10-25T00:30:00Z"), due("2026-10-25T01:30:00Z"), due("2026-10-25T02:00:00Z")]).toEqual([
    null,
    null,
    "2026-10-25",
  ]);
});

test("a quiet hour that a day leaves out is over with the next minute of that day", () => {
  expect([due("2026-03-29T00:59:00Z", { quietHour: 2 }), due("2026-03-29T01:00:00Z", { quietHour: 2 })]).toEqual([
    null,
    "2026-03-29",
  ]);
});

test("stores are spread over the hour, and an unknown time zone is read as UTC", () => {
  const late = { id: "01a22da1-de4e-721f-9713-41783000003b" };

  expect([due("2026-11-30T02:58:00Z", late), due("2026-11-30T02:59:00Z", late)]).toEqual([null, "2026-11-30"]);
  expect(due("2026-11-30T03:00:00Z", { ianaTimezone: "Nowhere/Else" })).toBe("2026-11-30");
});

test("a run that is due stays due while the clock shows its hour once more", () => {
  const late = { quietHour: 2, id: "01a22da1-de4e-721f-9713-41783000001e" };

  expect([due("2026-10-25T00:29:00Z", late), due("2026-10-25T01:10:00Z", late)]).toEqual([null, "2026-10-25"]);
});
