import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { activityWords } from "#app/components/activity/activity-words.ts";
import { english } from "#tests/support/texts.ts";

const DOMAIN = path.resolve(import.meta.dirname, "../../app/domain");

test("whatever the product records of what people do is told in a sentence", () => {
  const recorded = readdirSync(DOMAIN, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => {
      const text = readFileSync(path.join(DOMAIN, name), "utf8");
      return [...text.matchAll(/\baction: "([a-z-]+\.[a-z.-]+)"/g)].map(([, action = ""]) => action);
    });
  const nameless = (action: string) => action.replaceAll(/[.-]/g, " ").toLowerCase();
  const told = (action: string) =>
    activityWords(english, { action, details: {}, subject: { type: "store", id: "", name: null } });

  expect(recorded.length).toBeGreaterThan(40);
  expect(recorded.filter((action) => told(action).toLowerCase() === nameless(action))).toEqual([]);
});
