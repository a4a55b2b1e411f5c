import type { CatalogSize } from "./generated-catalog.ts";
import type { ImportSummary } from "./run-import.ts";

type Imported = Pick<ImportSummary, "products" | "variants" | "rejectedLines">;

/** What is wrong with the import of a file of this size into an empty catalog. */
export function faultsOfFirst(size: CatalogSize, { products, variants, rejectedLines }: Imported): string[] {
  const isRight = products.created === size.products && variants.created === size.variants && rejectedLines === 0;
  if (isRight) return [];
  return [
    `The first import made ${products.created} of ${size.products} products and ${variants.created} of ` +
      `${size.variants} variants, and rejected ${rejectedLines} lines.`,
  ];
}

/** What is wrong with importing the same file again, which must change nothing. */
export function faultsOfAgain(size: CatalogSize, { products, variants, rejectedLines }: Imported): string[] {
  const moved = products.created + products.updated + variants.created + variants.updated + rejectedLines;
  if (moved === 0 && products.unchanged === size.products && variants.unchanged === size.variants) return [];
  return [
    `The second import of the same file created ${products.created} products and ${variants.created} variants, updated ` +
      `${products.updated} and ${variants.updated}, rejected ${rejectedLines} lines, and found ${products.unchanged} ` +
      `products and ${variants.unchanged} variants unchanged.`,
  ];
}

/** What is wrong with what the database holds after an import, whatever the command says of itself. */
export function faultsOfStored(size: CatalogSize, stored: CatalogSize, which: string): string[] {
  if (stored.products === size.products && stored.variants === size.variants) return [];
  return [
    `After the ${which} import the database holds ${stored.products} products and ${stored.variants} different variants; ` +
      `the file has ${size.products} and ${size.variants}.`,
  ];
}
