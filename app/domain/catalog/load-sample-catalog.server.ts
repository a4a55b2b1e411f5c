import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { importCatalog, type ImportSummary } from "./import-catalog.server.ts";

const FILE_NAME = "demo-catalog.csv";
/** Shipped beside the migrations; every process of the product runs in its folder. */
const FILE = path.resolve("prisma", FILE_NAME);
const FILE_CURRENCY = /,USD$/gm;

/** Whether the organization has no product at all, whatever its state. */
export async function isCatalogEmpty({ db, organizationId }: Context): Promise<boolean> {
  return (await db.product.findFirst({ where: { organizationId }, select: { id: true } })) === null;
}

/**
 * Imports the shipped sample catalog, as any file is imported, into a catalog that has nothing yet. Its prices take the
 * currency of the organization's first store: a shop of another currency would refuse them.
 * @throws {ConflictError} when the catalog has products already. @throws {ForbiddenError}
 */
export async function loadSampleCatalog(ctx: Context): Promise<ImportSummary> {
  requirePermission(ctx.actor, "upload");
  const { organizationId } = ctx;
  if (!(await isCatalogEmpty(ctx)))
    throw new ConflictError(
      "catalog.not-empty",
      "Your catalog has products already. The sample catalog is for an empty one, so that the two are never mixed.",
    );
  const store = await ctx.db.store.findFirst({
    where: { organizationId, status: "CONNECTED" },
    orderBy: { connectedAt: "asc" },
    select: { currencyCode: true },
  });
  const text = (await readFile(FILE, "utf8")).replaceAll("\r\n", "\n");
  const bytes = Buffer.from(text.replaceAll(FILE_CURRENCY, `,${store?.currencyCode ?? "USD"}`));
  return importCatalog(ctx, {
    source: () => inOnePiece(bytes),
    fileName: FILE_NAME,
    rejects: { add: () => Promise.reject(new Error("A line of the shipped sample catalog was rejected.")) },
  });
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
