import { expect, test } from "vitest";
import { judgeAnswers, slowest503, type ApiAnswer } from "#tests/faults/database/api-watch.ts";

const OUTAGES = [{ fromMs: 1_000, toMs: 2_000 }];

const answer = (given: Partial<ApiAnswer> = {}): ApiAnswer => ({
  askedAtMs: 1_500,
  seconds: 0.1,
  status: 503,
  retryAfterSeconds: 5,
  body: {},
  ...given,
});

const success = answer({ status: 200, retryAfterSeconds: 0, askedAtMs: 500 });

test("who is told in an outage when to come again, and is served outside of it, has nothing to complain of", () => {
  expect(judgeAnswers([success, answer(), success], OUTAGES)).toEqual([]);
});

test("an outage in which nobody was told has not been proved", () => {
  expect(judgeAnswers([success, answer({ askedAtMs: 2_500 })], OUTAGES)).toEqual(["in 1 outages the API told nobody"]);
});

test("a 503 has to say when to come again, and within ten seconds", () => {
  expect(judgeAnswers([answer(), answer({ retryAfterSeconds: 0 }), answer({ seconds: 10.5 })], OUTAGES)).toEqual([
    "1 answers of the API took over 10 s",
    "1 answers of the API were 503 without Retry-After",
  ]);
});

test("no answer at all, or any other error, is a problem of the web process", () => {
  const others = [answer({ status: 500 }), answer({ status: null, body: "fetch failed" })];

  expect(judgeAnswers([answer(), ...others], OUTAGES)).toEqual([
    "2 answers of the API were neither 200 nor 503: 500, fetch failed",
  ]);
});

test("the slowest 503 is looked for among those alone", () => {
  expect(slowest503([answer({ seconds: 3 }), answer(), { ...success, seconds: 8 }])).toBe(3);
  expect(slowest503([success])).toBe(0);
});
