import { expect, test } from "vitest";
import { timeOrderedIds } from "#app/domain/catalog/internal/time-ordered-id.ts";

test("ids ascend in the order in which they were asked for, also within a millisecond and when the clock steps back", () => {
  let now = 1_800_000_000_000;
  const next = timeOrderedIds(() => now);
  const first = Array.from({ length: 10_000 }, next);
  now -= 5000;
  const later = Array.from({ length: 100 }, next);

  const ids = [...first, ...later];

  expect(ids.every((id, index) => index === 0 || (ids[index - 1] ?? "") < id)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id is a UUID of version 7 that begins with its time", () => {
  const next = timeOrderedIds(() => 0x0123456789ab);

  expect(next()).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
