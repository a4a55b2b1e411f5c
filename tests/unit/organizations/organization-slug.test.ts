import fc from "fast-check";
import { expect, test } from "vitest";
import { slugFromName } from "#app/domain/organizations/organization-slug.ts";

test("a slug is what can be typed of a name", () => {
  const names = ["Nordlicht Möbel GmbH", "  A & B  ", "日本", "---", "Café-Öl"];

  expect(names.map(slugFromName)).toEqual(["nordlicht-mobel-gmbh", "a-b", "organization", "organization", "cafe-ol"]);
});

test("whatever the name, its slug is one that an organization can have", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      expect(slugFromName(name)).toMatch(/^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/);
    }),
  );
});
