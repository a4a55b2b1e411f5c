import { readFileSync } from "node:fs";
import path from "node:path";
import { isEnumType } from "graphql";
import { expect, test } from "vitest";
import { COMPLIANCE_TOPICS, HANDLED_TOPICS } from "#app/domain/reconciliation/handled-topics.ts";
import { findMissingScopes } from "#app/domain/stores/required-scopes.ts";
import { WEBHOOKS_PATH } from "#app/http/webhook-inbox.server.ts";
import { ADMIN_API_VERSION } from "#app/shopify/client.server.ts";
import { adminSchema } from "#tests/simulator/graphql/schema.ts";
import { hasScope } from "#tests/simulator/state/installation.ts";

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
  expect([...listsOf("topics"), ...listsOf("compliance_topics")].sort()).toEqual([...HANDLED_TOPICS].sort());
  expect(listsOf("compliance_topics")).toEqual([...COMPLIANCE_TOPICS]);
});

test("webhooks lead to the inbox, and each is handled in the file that is named above it", () => {
  const registry = readFileSync(
    path.join(root, "app/domain/reconciliation/internal/topics/registry.server.ts"),
    "utf8",
  );
  const uris = [...toml.matchAll(/^uri = "(.*)"$/gm)].map(([, uri = ""]) => uri);
  const subscriptions = [
    ...toml.matchAll(/^# (app\/domain\/[\w/-]+): .+\n\[\[webhooks\.subscriptions\]\]\n\w*topics = \[(.*)\]$/gm),
  ].map(([, file = "", list = ""]) => ({ file, topics: [...list.matchAll(/"([^"]*)"/g)].map(([, topic]) => topic) }));
  const handlerFiles = new Map(
    [...registry.matchAll(/^import \{ (.+) \} from "\.\/(.+)\.server\.ts";$/gm)].flatMap(([, names = "", file = ""]) =>
      names.split(", ").map((name) => [name, `app/domain/reconciliation/internal/topics/${file}`] as const),
    ),
  );
  const handlers = new Map(
    [...registry.matchAll(/^ {2}"(.+)": (\w+),$/gm)].map(([, topic = "", name = ""]) => [
      topic,
      handlerFiles.get(name),
    ]),
  );

  expect(new Set(uris)).toEqual(new Set([WEBHOOKS_PATH]));
  expect(subscriptions).toHaveLength(uris.length);
  const named = subscriptions.flatMap(({ file, topics }) => topics.map((topic) => [topic, file]));
  expect(new Map(named as [string, string][])).toEqual(handlers);
});

test("Shopify's schema has every topic, and the app asks for a scope with which it hears it", () => {
  const topics = adminSchema().getType("WebhookSubscriptionTopic");
  if (!isEnumType(topics)) throw new Error("The schema has no topics.");
  const scopes = textOf("scopes")?.split(",") ?? [];
  const isHeard = (topic: string): boolean | null => {
    const described = topics.getValue(topic.replace("/", "_").toUpperCase())?.description?.replaceAll("\n", " ");
    if (described === undefined) return null;
    const needed = described.match(/(?<=Requires .*)\bread_\w+/g) ?? [];
    return needed.length === 0 || needed.some((scope) => hasScope(scopes, scope));
  };

  const faults = listsOf("topics").filter((topic) => isHeard(topic) !== true);

  expect(faults).toEqual([]);
  expect([isHeard("orders/create"), isHeard("products/no_such")]).toEqual([false, null]);
});

test("the scopes without which the app stops are those that it asks for", () => {
  const scopes = textOf("scopes")?.split(",") ?? [];

  expect(findMissingScopes(scopes)).toEqual([]);
  expect(findMissingScopes([]).toSorted()).toEqual(scopes.toSorted());
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
