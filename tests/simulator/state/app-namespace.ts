import { createHash } from "node:crypto";

/** The numeric id that Shopify gives an app, here derived from its client id so that it stays the same between runs. */
export function appIdOf(clientId: string): number {
  return createHash("sha256").update(clientId).digest().readUIntBE(0, 5) + 100_000_000_000;
}

/** How Shopify keeps an app-reserved namespace: `$app` is `app--<id>`, `$app:relay` is `app--<id>--relay`. Absent means `$app`. */
export function canonicalNamespace(namespace: string | null | undefined, appId: number): string {
  if (!namespace || namespace === "$app") return `app--${appId}`;
  if (namespace.startsWith("$app:")) return `app--${appId}--${namespace.slice(5)}`;
  return namespace;
}

/** Whether the (canonical) namespace belongs to some app, and if so, to which. */
export function appOwningNamespace(namespace: string): string | null {
  return /^app--(\d+)(--|$)/.exec(namespace)?.[1] ?? null;
}
