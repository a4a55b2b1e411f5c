import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { deadCommands, deadLinks, deadPaths } from "./documentation.ts";
import { listProjectFiles } from "./source-files.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const pages = listProjectFiles(ROOT).filter((name) => name.endsWith(".md"));
const read = (page: string) => readFileSync(path.join(ROOT, page), "utf8");
const exists = (file: string) => existsSync(path.join(ROOT, file));

test("every link of the documentation leads to a file that is there", () => {
  const dead = pages.flatMap((page) => deadLinks(read(page), page, exists).map((link) => `${page}: ${link}`));

  expect(pages).toContain("README.md");
  expect(dead).toEqual([]);
});

test("every file and folder that the documentation names is there", () => {
  const dead = pages.flatMap((page) => deadPaths(read(page), exists).map((name) => `${page}: ${name}`));

  expect(dead).toEqual([]);
});

test("every npm command that the documentation names is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

  const dead = pages.flatMap((page) => deadCommands(read(page), scripts).map((name) => `${page}: ${name}`));

  expect(dead).toEqual([]);
});

test("a page that names what is gone is found out", () => {
  const page = "See [this](gone.md), `app/gone.ts` and `npm run gone`; not [that](https://example.com/gone).";

  expect(deadLinks(page, "docs/page.md", exists)).toEqual(["gone.md"]);
  expect(deadPaths(page, exists)).toEqual(["app/gone.ts"]);
  expect(deadCommands(page, {})).toEqual(["gone"]);
});
