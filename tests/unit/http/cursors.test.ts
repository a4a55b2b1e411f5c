import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { countedKey } from "#app/domain/keyset.ts";
import { cursorSchema, encodeCursor, readSorted } from "#app/http/cursors.ts";

test("a cursor leads back to the key it was made from", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }), (uuid, id) => {
      expect(cursorSchema("uuid").parse(encodeCursor(uuid))).toBe(uuid);
      expect(cursorSchema("bigint").parse(encodeCursor(String(id)))).toBe(String(id));
    }),
  );
});

test("a cursor of another kind of list is refused with what to do", () => {
  const answer = cursorSchema("uuid").safeParse(encodeCursor("42"));

  expect(answer.success).toBe(false);
  expect(answer.error?.issues[0]?.message).toContain("start again without one");
});

test("a text that is no cursor never becomes a key", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.startsWith("MTo"));
      expect(cursorSchema("bigint").safeParse(text).success).toBe(false);
    }),
  );
});

const sorted = z
  .object({ sort: z.enum(["newest", "most"]), cursor: z.string().optional() })
  .transform(readSorted({ newest: "uuid", most: "counted" }));
const ID = "018f0000-0000-7000-8000-00000000000a";

test("a cursor of a list in several orders leads back to its key in the order that it came with", () => {
  const counted = countedKey(12, ID);

  expect(sorted.parse({ sort: "newest", cursor: encodeCursor(ID, "newest") }).cursor).toBe(ID);
  expect(sorted.parse({ sort: "most", cursor: encodeCursor(counted, "most") }).cursor).toBe(counted);
});

test("a cursor of another order is refused by that name, and what is none of the list as such", () => {
  const refused = (sort: "newest" | "most", cursor: string) => sorted.safeParse({ sort, cursor }).error?.issues[0];

  expect(refused("most", encodeCursor(ID, "newest"))).toMatchObject({
    path: ["cursor"],
    message: expect.stringContaining("in another order"),
  });
  for (const cursor of [
    encodeCursor(ID),
    encodeCursor(ID, "most"),
    encodeCursor(`x/${ID}`, "most"),
    encodeCursor(`12/${ID.slice(1)}`, "most"),
    encodeCursor(countedKey(12, ID), "constructor"),
    "nonsense",
  ])
    expect(refused("most", cursor)?.message).toContain("is not a cursor of this list");
  expect(cursorSchema("uuid").safeParse(encodeCursor(ID, "newest")).success).toBe(false);
});
