import type { ImportWarning, RejectedProductLine } from "./findings.ts";
import type { ReadProduct } from "./open-catalog.ts";

interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

interface Written {
  products: Counts;
  variants: Counts;
}

export interface ImportTotals extends Written {
  warnings: number;
  warningsByCode: Record<string, number>;
  rejectedLines: number;
  rejectedProducts: number;
  rejectedByCode: Record<string, number>;
}

/** Counts what an import did, and hands its findings on in the order of the file's products. */
export interface ImportTally {
  warn(warning: ImportWarning): void;
  addWritten(written: Written): void;
  addRead(product: ReadProduct): Promise<void>;
  /** What is in the catalog so far, for progress. */
  written(): { products: number; variants: number; rejectedLines: number };
  totals(): ImportTotals;
}

const none = (): Counts => ({ created: 0, updated: 0, unchanged: 0 });
const sum = ({ created, updated, unchanged }: Counts): number => created + updated + unchanged;

export function createImportTally(
  rejects: { add(line: RejectedProductLine): Promise<void> },
  onWarning?: (warning: ImportWarning) => void,
): ImportTally {
  const products = none();
  const variants = none();
  const warningsByCode: Record<string, number> = {};
  const rejectedByCode: Record<string, number> = {};
  let warnings = 0;
  let rejectedLines = 0;
  let rejectedProducts = 0;
  const warn = (warning: ImportWarning) => {
    warnings += 1;
    warningsByCode[warning.code] = (warningsByCode[warning.code] ?? 0) + 1;
    onWarning?.(warning);
  };
  return {
    warn,
    addWritten(written) {
      for (const kind of ["created", "updated", "unchanged"] as const) {
        products[kind] += written.products[kind];
        variants[kind] += written.variants[kind];
      }
    },
    async addRead(product) {
      // A warning says that the product was imported; what concerns the whole file is told in any case.
      const isImported = product.draft !== null;
      for (const warning of product.warnings) if (isImported || warning.code === "currency.assumed") warn(warning);
      if (product.rejects.length > 0) rejectedProducts += 1;
      for (const reject of product.rejects) {
        rejectedLines += 1;
        rejectedByCode[reject.code] = (rejectedByCode[reject.code] ?? 0) + 1;
        await rejects.add({ ...reject, productLines: product.lines });
      }
    },
    written: () => ({ products: sum(products), variants: sum(variants), rejectedLines }),
    totals: () => ({
      products: { ...products },
      variants: { ...variants },
      warnings,
      warningsByCode,
      rejectedLines,
      rejectedProducts,
      rejectedByCode,
    }),
  };
}
