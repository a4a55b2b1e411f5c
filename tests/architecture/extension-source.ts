import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What one source file of an extension shows, as far as it can be read off. */
export interface ShownSource {
  /** Names of elements that are written in lower case: those of the host. */
  elements: string[];
  /** Words that stand in the source and not in a locale file. */
  bareWords: string[];
}

const TEXT_ATTRIBUTES = new Set([
  "heading",
  "label",
  "accessibilityLabel",
  "collapsedSummary",
  "placeholder",
  "details",
  "alt",
  "summary",
]);

/** Reads what a TSX source would show. */
export function readShownSource(source: string): ShownSource {
  const shown: ShownSource = { elements: [], bareWords: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const name = node.tagName.getText();
      if (/^[a-z]/.test(name)) shown.elements.push(name);
    }
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) shown.bareWords.push(node.text.trim());
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression))
      shown.bareWords.push(node.expression.text);
    if (
      ts.isJsxAttribute(node) &&
      TEXT_ATTRIBUTES.has(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    )
      shown.bareWords.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("shown.tsx", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return shown;
}

/** The elements that a target may use, by the types of Shopify's package. */
export function elementsOfTarget(packageFolder: string, target: string): Set<string> {
  const surface = path.join(packageFolder, "build/ts/surfaces/admin");
  const types = readFileSync(path.join(surface, "targets", `${target}.d.ts`), "utf8");
  const components = [...types.matchAll(/import "\.\.\/components\/(\w+)\.d\.ts"/g)].map(([, name]) => name ?? "");
  return new Set(
    components.flatMap((name) => {
      const component = readFileSync(path.join(surface, "components", `${name}.d.ts`), "utf8");
      return [...component.matchAll(/tagName = ['"](s-[a-z-]+)['"]/g)].map(([, tag]) => tag ?? "");
    }),
  );
}

/** The sources of an extension, all in one folder. */
export const sourcesOf = (extension: string): { name: string; text: string }[] =>
  readdirSync(path.join(extension, "src")).map((name) => ({
    name,
    text: readFileSync(path.join(extension, "src", name), "utf8"),
  }));

/** A locale file as `a.b.c` -> text; the forms of a plural are texts of their own. */
export function flattenTexts(texts: object, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts) as [string, unknown][]) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else if (typeof value === "object" && value !== null)
      for (const [name, text] of flattenTexts(value, `${prefix}${key}.`)) flat.set(name, text);
  }
  return flat;
}
