import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { elementsOfTarget, flattenTexts, readShownSource, sourcesOf } from "./extension-source.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const EXTENSIONS = path.join(ROOT, "extensions");
const BLOCK = path.join(EXTENSIONS, "product-block");
const UI_EXTENSIONS = path.join(ROOT, "node_modules/@shopify/ui-extensions");

/** Shopify refuses a larger script, compressed. */
const MOST_SCRIPT_BYTES = 64_000;
const MOST_HANDLE_LENGTH = 30;
const TRIGGER_FIELD_TYPES = ["boolean", "email", "single_line_text_field", "url", "number_decimal"];

const field = z.strictObject({ type: z.enum(TRIGGER_FIELD_TYPES), key: z.string(), description: z.string().min(1) });
const named = { name: z.string().min(1), handle: z.string(), description: z.string().min(1) };
const extensionShape = z.discriminatedUnion("type", [
  z.strictObject({
    ...named,
    type: z.literal("ui_extension"),
    targeting: z.tuple([z.strictObject({ module: z.string(), target: z.string() })]),
  }),
  z.strictObject({ ...named, type: z.literal("flow_trigger") }),
]);
const fileShape = z.strictObject({
  api_version: z.string().optional(),
  extensions: z.tuple([extensionShape]),
  settings: z.strictObject({ fields: z.array(field).min(1) }).optional(),
});

const declared = readdirSync(EXTENSIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const folder = path.join(EXTENSIONS, name);
    const { extensions, ...file } = fileShape.parse(
      parse(readFileSync(path.join(folder, "shopify.extension.toml"), "utf8")),
    );
    return { folder, file, extension: extensions[0] };
  });

const readLocale = (name: string) =>
  flattenTexts(JSON.parse(readFileSync(path.join(BLOCK, "locales", name), "utf8")) as object);

const english = readLocale("en.default.json");

test("every extension has a handle of its own that Shopify takes", () => {
  const handles = declared.map(({ extension }) => extension.handle);

  expect(handles.toSorted()).toEqual(["catalog-upload-failed", "catalog-upload-finished", "product-block"]);
  for (const handle of handles) expect(handle).toMatch(new RegExp(`^[a-zA-Z0-9-]{1,${MOST_HANDLE_LENGTH}}$`));
});

test("keys of a Flow trigger's fields are letters and spaces, each once, as Flow asks", () => {
  const triggers = declared.filter(({ extension }) => extension.type === "flow_trigger");

  expect(triggers.length).toBe(2);
  for (const { file } of triggers) {
    const keys = file.settings?.fields.map(({ key }) => key) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => !/^[A-Za-z]+( [A-Za-z]+)*$/.test(key))).toEqual([]);
  }
});

test("the block names a target and a module that exist, a version that its types and its tester have, and its texts", () => {
  const [block] = declared.filter(({ extension }) => extension.type === "ui_extension");
  const { version } = JSON.parse(readFileSync(path.join(UI_EXTENSIONS, "package.json"), "utf8")) as { version: string };
  const [year, month] = version.split(".");
  if (block?.extension.type !== "ui_extension") throw new Error("The block is not declared.");
  const [{ module, target }] = block.extension.targeting;

  expect(block.file.api_version).toBe(`${year}-${month?.padStart(2, "0")}`);
  expect(existsSync(path.join(block.folder, module))).toBe(true);
  expect(elementsOfTarget(UI_EXTENSIONS, target).size).toBeGreaterThan(20);
  for (const text of [block.extension.name, block.extension.description])
    expect(english.get(text.replace(/^t:/, ""))).toBeDefined();
});

test("the block shows only elements that its target has", () => {
  const known = elementsOfTarget(UI_EXTENSIONS, "admin.product-details.block.render");
  const used = sourcesOf(BLOCK).flatMap(({ text }) => readShownSource(text).elements);

  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((element) => !known.has(element))).toEqual([]);
  expect(known.has("s-modal")).toBe(false);
});

test("the block shows no words that are not in its locale files", () => {
  const bare = sourcesOf(BLOCK).flatMap(({ text }) => readShownSource(text).bareWords);

  expect(bare).toEqual([]);
});

test("words in the source are noticed wherever they would be shown", () => {
  const { bareWords } = readShownSource(
    `const a = <s-button accessibilityLabel="Close">{"Now"} {say("again.ask")} Later <s-badge tone="info" /></s-button>;`,
  );

  expect(bareWords).toEqual(["Close", "Now", "Later"]);
});

test("every language says every text, with the same values in it", () => {
  const locales = readdirSync(path.join(BLOCK, "locales")).map((name) => [name, readLocale(name)] as const);
  const valuesIn = (text = "") => [...text.matchAll(/\{\{\w+\}\}/g)].map(([value]) => value).toSorted();

  expect(locales.length).toBe(2);
  for (const [, texts] of locales) {
    expect([...texts.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of texts) expect([key, valuesIn(text)]).toEqual([key, valuesIn(english.get(key))]);
  }
});

test("no text is left over that the block never says", () => {
  const sources = sourcesOf(BLOCK)
    .map(({ text }) => text)
    .join("\n");
  const isSaid = (key: string) => {
    const whole = key.replace(/\.(one|other)$/, "");
    const group = whole.slice(0, whole.lastIndexOf(".") + 1);
    return sources.includes(`"${whole}"`) || (group !== "" && sources.includes(`\`${group}\${`));
  };

  const left = [...english.keys()].filter((key) => !isSaid(key) && !["name", "description"].includes(key));

  expect(left).toEqual([]);
});

test("every address that the block opens or asks is a route of the app", () => {
  const sources = sourcesOf(BLOCK)
    .map(({ text }) => text)
    .join("\n");
  const opened = [...sources.matchAll(/["`](?:app:|\/)(app[^"`?]*)/g)].map(([, address]) => address ?? "");
  const routes = readdirSync(path.join(ROOT, "app/routes")).map((name) =>
    name.replace(/(\._index)?\.tsx?$/, "").replaceAll(/\$\w+/g, "$"),
  );

  const wanted = opened.map((address) => address.replaceAll(/\$\{[^}]*\}/g, "$").replaceAll("/", "."));

  expect(wanted.toSorted()).toEqual(["app", "app.approvals", "app.batches.$.products.$", "app.extension.product"]);
  expect(wanted.filter((address) => !routes.includes(address))).toEqual([]);
});

test("Shopify's CLI builds the extensions without a login, into a script within its limit", () => {
  const copy = mkdtempSync(path.join(tmpdir(), "extensions-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const name of ["shopify.app.toml", "package.json", "tsconfig.json", "extensions"])
    cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  const built = path.join(copy, "extensions/product-block");
  rmSync(path.join(built, "dist"), { recursive: true, force: true });

  execFileSync(
    process.execPath,
    [path.join(ROOT, "node_modules/@shopify/cli/bin/run.js"), "app", "build", "--skip-dependencies-installation"],
    { cwd: copy, env: environmentOfAUser(), stdio: ["ignore", "pipe", "pipe"] },
  );

  const { inputs } = JSON.parse(readFileSync(path.join(built, "dist/product-block.metafile.json"), "utf8")) as {
    inputs: Record<string, unknown>;
  };
  const packages = Object.keys(inputs).flatMap((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []);
  expect(gzipSync(readFileSync(path.join(built, "dist/product-block.js"))).byteLength).toBeLessThan(MOST_SCRIPT_BYTES);
  expect([...new Set(packages)].toSorted()).toEqual([
    "@preact/signals",
    "@preact/signals-core",
    "@shopify/ui-extensions",
    "preact",
  ]);
  expect(readFileSync(path.join(built, "shopify.d.ts"), "utf8")).toBe(
    readFileSync(path.join(BLOCK, "shopify.d.ts"), "utf8"),
  );
});

/** Below npm the CLI takes the folder in which npm was called for its own, and would build the repository in place. */
function environmentOfAUser(): NodeJS.ProcessEnv {
  const { INIT_CWD: _, ...own } = process.env;
  return { ...own, CI: "1", SHOPIFY_CLI_NO_ANALYTICS: "1" };
}
