import fc from "fast-check";
import { expect, test } from "vitest";
import { cursorSchema, encodeCursor } from "#app/http/cursors.ts";

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
