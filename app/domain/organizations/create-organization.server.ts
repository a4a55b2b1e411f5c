import { randomUUID } from "node:crypto";
import type { Db, Tx } from "#app/platform/db.server.ts";
import { inTransaction, isUniqueViolation } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError } from "#app/platform/errors.ts";

export interface NewOrganization {
  name: string;
  /** Lower case letters, digits and hyphens; names the organization on the command line. */
  slug: string;
}

/** The code of the warehouse that every organization begins with. */
export const DEFAULT_WAREHOUSE_CODE = "main";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Creates an organization with the root of its category tree and its first warehouse. Joins the caller's transaction.
 * @throws {InvalidInputError} for a name or a slug that cannot be one.
 * @throws {ConflictError} when the slug is taken.
 */
export async function createOrganization(
  db: Db,
  { name, slug }: NewOrganization,
): Promise<{ id: string; rootCategoryId: string }> {
  if (name.trim() === "") throw new InvalidInputError("organization.name-missing", "Give the organization a name.");
  if (!SLUG.test(slug) || slug.length > 60) {
    throw new InvalidInputError(
      "organization.slug-invalid",
      `"${slug}" cannot name an organization: use lower case letters, digits and single hyphens, at most 60.`,
    );
  }
  try {
    return await inTransaction(db, (tx) => insert(tx, { name, slug }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ConflictError(
      "organization.slug-taken",
      `There is an organization called "${slug}" already. Choose another name.`,
    );
  }
}

async function insert(tx: Tx, { name, slug }: NewOrganization): Promise<{ id: string; rootCategoryId: string }> {
  const { id } = await tx.organization.create({ data: { name, slug }, select: { id: true } });
  const rootCategoryId = randomUUID();
  await tx.category.create({
    data: {
      id: rootCategoryId,
      organizationId: id,
      name: "All products",
      path: "",
      depth: 0,
      lineage: [rootCategoryId],
    },
  });
  await tx.warehouse.create({ data: { organizationId: id, code: DEFAULT_WAREHOUSE_CODE, name: "Main warehouse" } });
  return { id, rootCategoryId };
}
