import { expect, test } from "vitest";
import { LIVE_TIME_GROWTH, liveTimeOf, SHORTEST_LIVE_TIME } from "#app/domain/uploads/queries/live-times.ts";

test("the time within which a share was live is told to a twentieth, from counts alone", () => {
  const ofSeconds = (seconds: number) => Math.ceil(Math.log(seconds / SHORTEST_LIVE_TIME) / Math.log(LIVE_TIME_GROWTH));
  const classes = [
    { liveTime: ofSeconds(600), products: 10 },
    { liveTime: ofSeconds(4), products: 50 },
    { liveTime: ofSeconds(60), products: 40 },
  ];

  for (const [share, seconds] of [
    [0.5, 4],
    [0.51, 60],
    [0.9, 60],
    [0.95, 600],
  ] as const) {
    const told = liveTimeOf(classes, share) ?? 0;
    expect(Math.abs(told - seconds) / seconds).toBeLessThan(0.05);
  }
});

test("what was live at once counts as the shortest time, and nothing has no time", () => {
  expect(liveTimeOf([{ liveTime: 0, products: 3 }], 0.95)).toBe(0.1);
  expect(liveTimeOf([], 0.5)).toBeNull();
});
