import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { limitCall } from "#app/platform/call-limit.ts";

test("a call ends with its time, as one that took too long", () => {
  vi.useFakeTimers();
  const { signal } = limitCall(1_000);

  vi.advanceTimersByTime(999);
  const before = signal.aborted;
  vi.advanceTimersByTime(1);

  expect(before).toBe(false);
  expect(signal.aborted).toBe(true);
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  vi.useRealTimers();
});

test("a call ends with the other signal and for its reason, also when that has ended before", () => {
  const outer = new AbortController();
  const during = limitCall(60_000, outer.signal);
  outer.abort(new Error("The worker stops."));
  const after = limitCall(60_000, outer.signal);

  expect(during.signal.reason).toEqual(new Error("The worker stops."));
  expect(after.signal.reason).toEqual(new Error("The worker stops."));
  for (const limit of [during, after]) limit.release();
});

test("a call that has ended leaves nothing behind: no timer, and nobody who listens to the other signal", () => {
  vi.useFakeTimers();
  const outer = new AbortController();
  const limit = limitCall(60_000, outer.signal);
  const [timers, listeners] = [vi.getTimerCount(), getEventListeners(outer.signal, "abort").length];

  limit.release();

  expect([timers, listeners]).toEqual([1, 1]);
  expect([vi.getTimerCount(), getEventListeners(outer.signal, "abort").length]).toEqual([0, 0]);
  vi.useRealTimers();
});
