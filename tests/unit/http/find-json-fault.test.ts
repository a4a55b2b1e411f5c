import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "#app/http/api/find-json-fault.ts";

test.each([
  ["{", 1, 2],
  ['{"a": x}', 1, 7],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a": tru}', 1, 7],
  ["[1, 2", 1, 6],
  ['{"a": "open', 1, 7],
  ['{"a": "\\x"}', 1, 7],
  ["{} {}", 1, 4],
  ["01", 1, 1],
  ["{'a': 1}", 1, 2],
  ["[1 2]", 1, 4],
  ["]", 1, 1],
])("%j stops to be JSON in line %i, column %i", (text, line, column) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect(findJsonFault(text)).toEqual({ line, column });
});

test("what is JSON can be read to its end", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonFault(text)).toEqual({ line: 1, column: text.length + 1 });
    }),
  );
});

test("a body that nests deeper than calls may is read all the same", () => {
  expect(findJsonFault("[".repeat(200_000))).toEqual({ line: 1, column: 200_001 });
});
