import type { ColumnMapping } from "../csv/mapped-csv.ts";
import { spreeMapping } from "./spree.ts";
import { vendureMapping } from "./vendure.ts";

/** The mappings that come with the product, tried in this order on a file that names none. */
export const shippedMappings: readonly ColumnMapping[] = [spreeMapping, vendureMapping];
