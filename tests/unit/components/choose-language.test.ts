import { expect, test } from "vitest";
import { chooseLanguage } from "#app/components/texts/choose-language.ts";

const choose = (query: string, languages?: string) =>
  chooseLanguage(
    new Request(
      `https://app.test/app${query}`,
      languages === undefined ? {} : { headers: { "Accept-Language": languages } },
    ),
  );

test("a page speaks the language that the admin names, else the first of the browser's that there is", () => {
  expect(choose("?locale=de-DE", "en-GB")).toBe("de");
  expect(choose("?locale=en", "de")).toBe("en");
  expect(choose("?locale=fr-CA", "fr, de;q=0.8, en;q=0.5")).toBe("de");
  expect(choose("", "de-AT,de;q=0.9")).toBe("de");
});

test("a language that is only spelled alike is not taken for one that there is", () => {
  expect(choose("?locale=den", "enm")).toBe("en");
  expect(choose("?locale=%00", "*")).toBe("en");
  expect(choose("")).toBe("en");
});
