import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPage, type PageRequest } from "#app/domain/keyset.ts";

const keyOf = (item: number) => String(item);

/** What the database answers for a page of 0, 1, 2 … in the direction of travel. */
const read = (count: number, { limit, after, before }: PageRequest): number[] => {
  const all = Array.from({ length: count }, (_, item) => item);
  if (after !== undefined) return all.filter((item) => item > Number(after)).slice(0, limit + 1);
  if (before !== undefined)
    return all
      .filter((item) => item < Number(before))
      .toReversed()
      .slice(0, limit + 1);
  return all.slice(0, limit + 1);
};

test("walking forward and then back shows every item once each way", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 9 }), (count, limit) => {
      const forward = [];
      let page = cutPage(read(count, { limit }), { limit }, keyOf);
      forward.push(...page.items);
      while (page.next !== null) {
        const request = { limit, after: page.next };
        page = cutPage(read(count, request), request, keyOf);
        forward.push(...page.items);
      }
      const backward = [...page.items];
      while (page.previous !== null) {
        const request = { limit, before: page.previous };
        page = cutPage(read(count, request), request, keyOf);
        backward.unshift(...page.items);
      }

      expect(forward).toEqual(read(count, { limit: count }));
      expect(backward).toEqual(forward);
    }),
  );
});

test("the first page has no page before it and the last none after it", () => {
  const only = cutPage(read(3, { limit: 5 }), { limit: 5 }, keyOf);

  expect(only).toEqual({ items: [0, 1, 2], next: null, previous: null });
});
