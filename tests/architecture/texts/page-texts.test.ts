import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { english } from "#app/components/texts/english.ts";
import { german, germanExplanations } from "#app/components/texts/german.ts";
import { failuresByCategory, knownFailures } from "#app/domain/uploads/failures/failure-catalog.ts";
import { mediaWarnings } from "#app/domain/uploads/failures/media-warnings.ts";
import { REFUSAL_WORDS } from "#app/domain/uploads/failures/retry-refusals.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const CATALOGS = path.join(ROOT, "app/components/texts");
const TEXT_ATTRIBUTES =
  /^(label|title|subtitle|helpText|placeholder|content|message|heading|description|confirm|accessibilityLabel|aria-label|alt|tooltip|absent)$/;
const LETTERS = /\p{L}{2}/u;
/** The same in every language. */
const NAMES = ["Catalog Relay", "admin.shopify.com"];

const sources = ["app/components", "app/routes", "app"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: folder !== "app" })
      .map((name) => `${folder}/${String(name)}`)
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("/entry.")),
  )
  .map((name) => ({ name, text: readFileSync(path.join(ROOT, name), "utf8") }));

const withoutForm = (key: string): string => key.replace(/_(one|other)$/, "");
const partsOf = (text: string): string[] => (text.match(/\{\{[^}]+\}\}|<\/?\w+\/?>/g) ?? []).toSorted();

test("every text in a page is looked up in the viewer's language", () => {
  const bare = sources
    .filter(({ name }) => name.endsWith(".tsx"))
    .flatMap(({ name, text }) => findBareTexts(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)));

  expect(bare).toEqual([]);
});

test("German says what English says, with the same values and links in it, each text once", () => {
  const files = readdirSync(path.join(CATALOGS, "de")).flatMap((name) =>
    Object.keys(JSON.parse(readFileSync(path.join(CATALOGS, "de", name), "utf8")) as object).map((key) => [key, name]),
  );
  const twice = files.filter(([key], at) => files.findIndex(([other]) => other === key) !== at);
  const torn = Object.entries(german).filter(([key, text]) => {
    const said = english[key as keyof typeof english] ?? key;
    return partsOf(said).join() !== partsOf(text).join() || text.trim() === "";
  });

  expect(twice).toEqual([]);
  expect(torn).toEqual([]);
});

test("what is counted has a form for one and for many in each language", () => {
  const counted = Object.keys(german).filter((key) => /_(one|other)$/.test(key));

  expect(counted.length).toBeGreaterThan(10);
  expect(counted.filter((key) => !(key in english))).toEqual([]);
  expect(Object.keys(english).filter((key) => !(key in german))).toEqual([]);
  expect(Object.keys(german).filter((key) => key.includes("{{count") && !counted.includes(key))).toEqual([]);
});

test("no text is left over that no page says", () => {
  const literals = new Set<string>([
    ...Object.values(REFUSAL_WORDS),
    ...sources.flatMap(({ name, text }) => findLiterals(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true))),
  ]);

  expect(Object.keys(german).filter((key) => !literals.has(withoutForm(key)))).toEqual([]);
});

test("what a failure means and what to do about it is said in German, too", () => {
  const known = [...knownFailures.values(), ...Object.values(failuresByCategory), ...Object.values(mediaWarnings)];
  const said = new Set(known.flatMap(({ explanation, whatToDo }) => [explanation, whatToDo]));

  expect(Object.keys(germanExplanations).toSorted()).toEqual([...said].toSorted());
});

/** Words between tags and in attributes that people read. */
function findBareTexts(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    if (!LETTERS.test(text) || NAMES.includes(text.trim())) return;
    found.push(`${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
  };
  const isShown = (node: ts.Node): boolean => {
    const { parent } = node;
    if (ts.isConditionalExpression(parent) && parent.condition !== node) return isShown(parent);
    if (ts.isBinaryExpression(parent) && ts.SyntaxKind.AmpersandAmpersandToken === parent.operatorToken.kind)
      return parent.right === node && isShown(parent);
    if (ts.isBinaryExpression(parent) && ts.SyntaxKind.QuestionQuestionToken === parent.operatorToken.kind)
      return isShown(parent);
    if (ts.isPropertyAssignment(parent)) return TEXT_ATTRIBUTES.test(parent.name.getText());
    if (ts.isJsxAttribute(parent)) return isOfMeta(parent) ? false : TEXT_ATTRIBUTES.test(parent.name.getText());
    if (!ts.isJsxExpression(parent)) return false;
    return !ts.isJsxAttribute(parent.parent) || TEXT_ATTRIBUTES.test(parent.parent.name.getText());
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, node.text);
    else if (ts.isStringLiteral(node) && isShown(node)) reportUnlessTyped(node);
    else if (ts.isNoSubstitutionTemplateLiteral(node) && isShown(node)) report(node, node.text);
    else if (ts.isTemplateExpression(node) && isShown(node))
      report(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(" "));
    ts.forEachChild(node, visit);
  };
  /** A property that holds a text of the catalog is looked up where it is shown. */
  const reportUnlessTyped = (node: ts.StringLiteral) => {
    if (!ts.isPropertyAssignment(node.parent) || !catalogTexts.has(node.text)) report(node, node.text);
  };
  visit(file);
  return found;
}

const isOfMeta = ({ parent: { parent } }: ts.JsxAttribute): boolean =>
  !ts.isJsxElement(parent) && parent.tagName.getText() === "meta";

const catalogTexts = new Set(Object.keys(german).map(withoutForm));

function findLiterals(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
