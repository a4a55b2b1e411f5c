import { expect, test } from "vitest";
import { judgeOldCalls, type OldCall } from "#tests/faults/workers/stale-calls.ts";

const TAKEN_OVER_AT = new Date(100_000);

const call = (id: number, { outcome = "UNKNOWN", startedAt = 80, endedAt = 99 }: Partial<Seconds> = {}): OldCall => ({
  id: BigInt(id),
  groupId: BigInt(id * 10),
  outcome,
  startedAt: new Date(startedAt * 1_000),
  endedAt: endedAt === null ? null : new Date(endedAt * 1_000),
});

interface Seconds {
  outcome: string;
  startedAt: number;
  endedAt: number | null;
}

test("calls that stay as they were when their products were taken over are not stale", () => {
  const calls = [call(1), call(2), call(3, { outcome: "SUCCEEDED", endedAt: 79 })];

  expect(judgeOldCalls(calls.slice(0, 2), calls, TAKEN_OVER_AT)).toEqual({ stale: 0, rewritten: 0 });
});

test("a call that is settled after its product was taken over is stale, and its record rewritten", () => {
  const settled = call(1, { outcome: "SUCCEEDED", endedAt: 101 });

  expect(judgeOldCalls([call(1), call(2)], [settled, call(2)], TAKEN_OVER_AT)).toEqual({ stale: 1, rewritten: 1 });
});

test("another call under the old claim is stale whether it has ended or not", () => {
  const another = [call(3, { startedAt: 101, endedAt: null }), call(4, { startedAt: 102, endedAt: 103 })];

  expect(judgeOldCalls([], another, TAKEN_OVER_AT).stale).toBe(2);
});
