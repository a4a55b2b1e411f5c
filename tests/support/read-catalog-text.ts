import { createCurrencyDefault } from "#app/domain/catalog/imports/currency-default.ts";
import type { ColumnMapping } from "#app/domain/catalog/imports/csv/mapped-csv.ts";
import { openCatalog, type ReadProduct } from "#app/domain/catalog/imports/open-catalog.ts";

export interface ReadCatalogOptions {
  currency?: string;
  mapping?: ColumnMapping;
  /** How many bytes the file gives at a time. */
  chunkBytes?: number;
}

/** The products that an import would see in a file of this content. */
export async function readCatalogText(
  content: string | Uint8Array,
  { currency, mapping, chunkBytes = 64 }: ReadCatalogOptions = {},
): Promise<ReadProduct[]> {
  const catalog = await openCatalog(() => inChunks(content, chunkBytes), {
    currency: createCurrencyDefault(currency),
    ...(mapping === undefined ? {} : { mapping }),
  });
  const products: ReadProduct[] = [];
  for await (const product of catalog.products()) products.push(product);
  return products;
}

/** A stream of the content in pieces, so that what spans two pieces is met. */
export async function* inChunks(content: string | Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}
