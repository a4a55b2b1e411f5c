/** What the app asks for in shopify.app.toml, and cannot do its work without. */
const REQUIRED_SCOPES = [
  "write_products",
  "write_inventory",
  "read_locations",
  "read_publications",
  "write_publications",
] as const;

/** Those that a grant lacks. Shopify: a scope with write_ includes its read_. */
export function findMissingScopes(granted: readonly string[]): string[] {
  const has = new Set(granted);
  return REQUIRED_SCOPES.filter((scope) => !has.has(scope) && !has.has(scope.replace(/^read_/, "write_")));
}
