import { expect, test } from "vitest";
import { canaryPauseReason, decideCanary } from "#app/domain/uploads/steering/decide-canary.ts";

const counts = { products: 10, maxFailedShare: 0.1, open: 0, succeeded: 10, failed: 0, untouched: 90 };

test("nothing is decided while a canary product is open", () => {
  expect(decideCanary({ ...counts, succeeded: 9, open: 1 })).toEqual({ state: "RUNNING" });
});

test("a canary passes with as many failures as are allowed, and stops with one more", () => {
  expect(decideCanary({ ...counts, succeeded: 9, failed: 1 })).toEqual({ state: "PASSED" });
  expect(decideCanary({ ...counts, succeeded: 8, failed: 2 })).toEqual({ state: "STOPPED", failed: 2, ended: 10 });
});

test("products that were skipped or cancelled are replaced by others before the canary is decided", () => {
  expect(decideCanary({ ...counts, succeeded: 4 })).toEqual({ state: "RUNNING" });
});

test("a batch smaller than its canary is decided when all of it has ended, but not while it is being planned", () => {
  expect(decideCanary({ ...counts, succeeded: 2, failed: 2, untouched: 0 })).toMatchObject({ state: "STOPPED" });
  expect(decideCanary({ ...counts, succeeded: 4, untouched: null })).toEqual({ state: "RUNNING" });
});

test("no failure at all may be allowed, and all of them", () => {
  expect(decideCanary({ ...counts, maxFailedShare: 0, succeeded: 9, failed: 1 })).toMatchObject({ state: "STOPPED" });
  expect(decideCanary({ ...counts, maxFailedShare: 1, succeeded: 0, failed: 10 })).toEqual({ state: "PASSED" });
});

test("the reason of the pause names the share that failed and the one that was allowed", () => {
  expect(canaryPauseReason({ failed: 1, ended: 3 }, 0.25)).toMatch(
    /^1 of the first 3 products failed \(33\.4 %, at most 25 % are allowed\)/,
  );
});
