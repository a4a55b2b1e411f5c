import { expect, test } from "vitest";
import { blindRetryDelayMs, nextCronTickMs } from "#tests/bench/upload/baselines/baseline-pace.ts";

test("a cron job of every two minutes runs at even minutes, however the work came in between", () => {
  const at = (time: string) => Date.parse(`2026-11-25T${time}Z`);

  expect(nextCronTickMs(at("10:00:00.001"))).toBe(at("10:02:00"));
  expect(nextCronTickMs(at("10:01:59.999"))).toBe(at("10:02:00"));
  expect(nextCronTickMs(at("10:02:00"))).toBe(at("10:04:00"));
});

test("a blind retry waits twice as long each time", () => {
  expect([1, 2, 3, 4].map(blindRetryDelayMs)).toEqual([1_000, 2_000, 4_000, 8_000]);
});
