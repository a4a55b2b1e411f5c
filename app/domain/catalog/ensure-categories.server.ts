import { randomUUID } from "node:crypto";
import type { Db } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";

const SEPARATOR = " > ";

interface KnownCategory {
  id: string;
  lineage: string[];
}

/**
 * Makes sure that the categories of these paths exist, each with all above it, and gives their ids by path.
 * A path is the names below the root, joined with " > "; an empty one is the root. Two callers at once make no category
 * twice.
 * @throws {NotFoundError} when the organization has no tree, because it does not exist.
 */
export async function ensureCategories(
  db: Db,
  organizationId: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const wanted = new Set(["", ...paths.flatMap(pathsDownTo)]);
  const known = await readCategories(db, organizationId, [...wanted]);
  if (!known.has("")) throw new NotFoundError("organization");
  const deepest = Math.max(...[...wanted].map(depthOf));
  for (let depth = 1; depth <= deepest; depth += 1) {
    const missing = [...wanted].filter((path) => depthOf(path) === depth && !known.has(path));
    if (missing.length === 0) continue;
    await db.category.createMany({
      data: missing.map((path) => childOf(organizationId, path, known)),
      skipDuplicates: true,
    });
    for (const [path, category] of await readCategories(db, organizationId, missing)) known.set(path, category);
  }
  return new Map([...known].map(([path, { id }]) => [path, id]));
}

const namesOf = (path: string): string[] => (path === "" ? [] : path.split(SEPARATOR));
const depthOf = (path: string): number => namesOf(path).length;

function pathsDownTo(path: string): string[] {
  const names = namesOf(path);
  return names.map((_, index) => names.slice(0, index + 1).join(SEPARATOR));
}

async function readCategories(db: Db, organizationId: string, paths: string[]): Promise<Map<string, KnownCategory>> {
  const found = await db.category.findMany({
    where: { organizationId, path: { in: paths } },
    select: { id: true, path: true, lineage: true },
  });
  return new Map(found.map(({ path, ...category }) => [path, category]));
}

function childOf(organizationId: string, path: string, known: ReadonlyMap<string, KnownCategory>) {
  const names = namesOf(path);
  const parent = known.get(names.slice(0, -1).join(SEPARATOR));
  if (parent === undefined) throw new Error(`The category above ${path} was not made.`);
  const id = randomUUID();
  return {
    id,
    organizationId,
    parentId: parent.id,
    name: names.at(-1) ?? "",
    path,
    depth: names.length,
    lineage: [...parent.lineage, id],
  };
}
