import { expect, test } from "vitest";
import { dailyLimitRetryAt } from "#app/domain/uploads/steering/daily-limit-pause.ts";

test("a shop at its daily limit is tried again within the hour", () => {
  expect(dailyLimitRetryAt(new Date("2026-11-25T12:30:00Z"), "UTC")).toEqual(new Date("2026-11-25T13:30:00Z"));
});

test("the shop's own midnight comes first when it is nearer", () => {
  const now = new Date("2026-11-25T22:40:15.250Z");
  expect(dailyLimitRetryAt(now, "Europe/Berlin")).toEqual(new Date("2026-11-25T23:00:00Z"));
  expect(dailyLimitRetryAt(now, "UTC")).toEqual(new Date("2026-11-25T23:40:15.250Z"));
});

test("a time zone of half an hour has its midnight at half past", () => {
  expect(dailyLimitRetryAt(new Date("2026-11-25T18:00:00Z"), "Asia/Kolkata")).toEqual(new Date("2026-11-25T18:30:00Z"));
});

test("a shop whose time zone is unknown is parked all the same", () => {
  expect(dailyLimitRetryAt(new Date("2026-11-25T12:00:00Z"), "Mars/Olympus")).toEqual(new Date("2026-11-25T13:00:00Z"));
});
