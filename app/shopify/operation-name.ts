const known = new Map<string, string>();

/** The name of a document, for logs and metrics: `query Locations($after: String) …` -> `Locations`. */
export function operationName(document: string): string {
  let name = known.get(document);
  if (name === undefined) {
    name = /^\s*(?:#graphql\s*)?(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? "unnamed";
    known.set(document, name);
  }
  return name;
}
