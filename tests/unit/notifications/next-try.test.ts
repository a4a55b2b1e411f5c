import fc from "fast-check";
import { expect, test } from "vitest";
import { PAUSES_SECONDS, planNextTry } from "#app/domain/notifications/deliveries/plan-next-try.ts";
import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";

const answered = (statusCode: number, retryAfterSeconds: number | null = null): SendOutcome => ({
  kind: "answered",
  statusCode,
  excerpt: "",
  retryAfterSeconds,
});

const DAY_SECONDS = 86_400;

test("pauses grow, and make up a day in all", () => {
  const total = PAUSES_SECONDS.reduce((sum, pause) => sum + pause, 0);

  expect([...PAUSES_SECONDS]).toEqual(PAUSES_SECONDS.toSorted((one, other) => one - other));
  expect(total).toBeGreaterThan(DAY_SECONDS - 3_600);
  expect(total).toBeLessThanOrEqual(DAY_SECONDS);
});

test("only a status from 200 to 299 is a delivery, and each other one says why it is none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.nat({ max: PAUSES_SECONDS.length + 3 }), (status, tries) => {
      const next = planNextTry(answered(status), tries);

      const error = next.kind === "delivered" ? null : next.error;
      const isDelivered = status >= 200 && status < 300;

      expect(error?.includes(String(status)) ?? "delivered").toBe(isDelivered ? "delivered" : true);
    }),
  );
});

test("a receiver that asks for more time gets it, up to six hours", () => {
  expect(planNextTry(answered(503, 600), 0)).toMatchObject({ kind: "later", seconds: 600 });
  expect(planNextTry(answered(503, 1), 2)).toMatchObject({ kind: "later", seconds: 300 });
  expect(planNextTry(answered(429, 10 ** 9), 0)).toMatchObject({ kind: "later", seconds: 21_600 });
});

test("what cannot help is not tried again: an address that is gone or not called, or the day being over", () => {
  expect(planNextTry(answered(410), 0)).toMatchObject({ kind: "dead" });
  expect(planNextTry({ kind: "refused", because: "inside" }, 0)).toEqual({ kind: "dead", error: "inside" });
  expect(planNextTry({ kind: "failed", because: "silence" }, PAUSES_SECONDS.length)).toMatchObject({ kind: "dead" });
});

test("a redirect says that it is not followed", () => {
  expect(planNextTry(answered(302), 0)).toMatchObject({
    kind: "later",
    error: expect.stringContaining("not followed"),
  });
});
