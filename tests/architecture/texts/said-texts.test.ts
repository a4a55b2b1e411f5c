import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import said from "#app/components/texts/de/said.json" with { type: "json" };

const ROOT = path.resolve(import.meta.dirname, "../../..");
const VALUE = /\{\{[^}]*\}\}/g;

/** Each text of the server, with `{{}}` where a value stands in it. */
const textsOfTheServer = new Set(
  ["app/domain", "app/http", "app/platform", "app/shopify"].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => textsIn(readFileSync(path.join(ROOT, folder, name), "utf8"))),
  ),
);

test("whatever is said again in German is what the server says", () => {
  const sentences = Object.keys(said);

  expect(sentences.length).toBeGreaterThan(100);
  expect(sentences.filter((text) => !isOfTheServer(text.replaceAll(VALUE, "{{}}")))).toEqual([]);
});

/** What is counted stands there without its number. */
const isOfTheServer = (text: string): boolean =>
  textsOfTheServer.has(text) || (text.startsWith("{{}} ") && textsOfTheServer.has(text.slice("{{}} ".length)));

test("each has the same values in German, and is said", () => {
  const valuesOf = (text: string): string => (text.match(VALUE) ?? []).toSorted().join(" ");
  const torn = Object.entries(said).filter(
    ([text, words]) => valuesOf(text) !== valuesOf(words) || words.trim() === "",
  );

  expect(torn).toEqual([]);
});

function textsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true));
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("{{}}");
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === null || right === null ? null : `${left}${right}`;
}
