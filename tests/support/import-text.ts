import {
  importCatalog,
  type ImportCatalogInput,
  type ImportSummary,
} from "#app/domain/catalog/import-catalog.server.ts";
import type { ImportWarning, RejectedProductLine } from "#app/domain/catalog/imports/findings.ts";
import type { Context } from "#app/domain/context.ts";
import { inChunks } from "./read-catalog-text.ts";
import { contextOf, makeOrganization } from "./worlds/sample-organization.ts";
import { startTestRuntime } from "./test-runtime.ts";

/** A new organization without a product, as the system sees it. */
export async function emptyCatalog(): Promise<Context> {
  const runtime = await startTestRuntime();
  return contextOf(runtime, (await makeOrganization(runtime.db)).id);
}

export interface ImportedText {
  summary: ImportSummary;
  rejects: RejectedProductLine[];
  warnings: ImportWarning[];
}

export type ImportTextOptions = Partial<Omit<ImportCatalogInput, "currencyCode">> & {
  /** EUR when left out; null for a call that names none. */
  currencyCode?: string | null;
};

/** Imports a file of this content, and keeps what the import had to say about it. */
export async function importText(
  ctx: Context,
  content: string | Uint8Array,
  { currencyCode = "EUR", ...options }: ImportTextOptions = {},
): Promise<ImportedText> {
  const rejects: RejectedProductLine[] = [];
  const warnings: ImportWarning[] = [];
  const summary = await importCatalog(ctx, {
    source: () => inChunks(content, 100),
    fileName: "sample",
    ...(currencyCode === null ? {} : { currencyCode }),
    rejects: { add: async (line) => void rejects.push(line) },
    onWarning: (warning) => void warnings.push(warning),
    ...options,
  });
  return { summary, rejects, warnings };
}

/** The organization's products by external id, with their variants in order. */
export async function storedCatalog({ db, organizationId }: Pick<Context, "db" | "organizationId">) {
  return db.product.findMany({
    where: { organizationId },
    orderBy: { externalId: "asc" },
    include: { category: true, variants: { orderBy: { position: "asc" }, include: { stockLevels: true } } },
  });
}

/** `product | sku | option values | price currency | pieces` for each variant. */
export function showVariants(catalog: Awaited<ReturnType<typeof storedCatalog>>): string[] {
  return catalog.flatMap(({ externalId, variants }) =>
    variants.map(({ sku, optionValues, price, currencyCode, stockLevels }) => {
      const money = `${price.toString()} ${currencyCode}`;
      return [externalId, sku, optionValues.join("/"), money, stockLevels[0]?.onHand ?? null].join(" | ");
    }),
  );
}
