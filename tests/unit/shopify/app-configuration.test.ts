import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { HANDLED_TOPICS } from "#app/domain/reconciliation/handled-topics.ts";
import { ADMIN_API_VERSION } from "#app/shopify/client.server.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const toml = readFileSync(path.join(root, "shopify.app.toml"), "utf8");

/** The value of a `key = "text"` line. */
const textOf = (key: string): string | undefined => new RegExp(`^${key} = "(.*)"$`, "m").exec(toml)?.[1];
/** All values of the lists of this key. */
const listsOf = (key: string): string[] =>
  [...toml.matchAll(new RegExp(`^${key} = \\[(.*)\\]$`, "gm"))].flatMap(([, list = ""]) =>
    [...list.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value),
  );

test("the app asks for the same scopes in shopify.app.toml, .env.example and the environment's default", () => {
  const example = /^SCOPES=(.*)$/m.exec(readFileSync(path.join(root, ".env.example"), "utf8"))?.[1];
  const fallback = /SCOPES: z\.string\(\)\.default\("(.*)"\)/.exec(
    readFileSync(path.join(root, "app/platform/env.server.ts"), "utf8"),
  )?.[1];

  expect(textOf("scopes")).toMatch(/^write_products,/);
  expect([example, fallback]).toEqual([textOf("scopes"), textOf("scopes")]);
});

test("every scope is explained beside it", () => {
  const explained = [...toml.matchAll(/^# (\w+): /gm)].map(([, scope]) => scope);

  expect(explained).toEqual(textOf("scopes")?.split(","));
});

test("the app subscribes to exactly the topics that it handles, each once", () => {
  expect(listsOf("topics").sort()).toEqual([...HANDLED_TOPICS].sort());
});

test("webhooks lead to a route that exists, and handlers that are named exist", () => {
  const uris = [...toml.matchAll(/^uri = "(.*)"$/gm)].map(([, uri = ""]) => uri);
  const named = [...toml.matchAll(/^# (app\/domain\/[\w/-]+):/gm)].map(([, file = ""]) => file);

  expect(uris).toHaveLength(HANDLED_TOPICS.length);
  expect(named).toHaveLength(HANDLED_TOPICS.length);
  expect(uris.filter((uri) => !existsSync(path.join(root, `app/routes${uri}.ts`)))).toEqual([]);
  expect(named.filter((file) => !existsSync(path.join(root, `${file}.server.ts`)))).toEqual([]);
});

test("webhooks speak the API version that the app calls", () => {
  expect(textOf("api_version")).toBe(ADMIN_API_VERSION);
});

test("the app is embedded and redirects only to its own address", () => {
  const applicationUrl = textOf("application_url") ?? "";

  expect(toml).toMatch(/^embedded = true$/m);
  expect(applicationUrl).toMatch(/^https:\/\//);
  expect(listsOf("redirect_urls").every((url) => url.startsWith(`${applicationUrl}/auth/`))).toBe(true);
});
