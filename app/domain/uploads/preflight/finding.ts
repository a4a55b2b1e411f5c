import type { ProductSnapshot, VariantSnapshot } from "../internal/snapshot.ts";
import { preflightCodes, type PreflightCode } from "./preflight-codes.ts";

/** An error keeps the row from being sent; a warning goes with it. */
export type FindingSeverity = "error" | "warning";

/** Something that Shopify would refuse, or that a person should know, before any call is made. */
export interface Finding {
  code: PreflightCode;
  severity: FindingSeverity;
  /** Null: it is about the product, and an error stops all of its variants. */
  variantId: string | null;
  /** Path in the approved content, e.g. `options.1.name` of the product or `price` of the variant. */
  field: string;
  message: string;
  whatToDo: string;
}

/** A variant that is to be sent, as it was at its approval. */
export interface CheckedVariant {
  variantId: string;
  variant: VariantSnapshot;
}

/** What preflight needs to know of the store. */
export interface StoreFacts {
  currencyCode: string;
  /** Variants that the shop takes for one product. */
  maxVariants: number;
}

/** One product on its way to one store. */
export interface CheckedProduct {
  product: ProductSnapshot;
  variants: readonly CheckedVariant[];
  store: StoreFacts;
}

interface Found {
  field: string;
  message: string;
  variantId?: string;
}

const find = (severity: FindingSeverity, code: PreflightCode, { field, message, variantId }: Found): Finding => ({
  code,
  severity,
  variantId: variantId ?? null,
  field,
  message,
  whatToDo: preflightCodes[code].whatToDo,
});

export const errorAt = (code: PreflightCode, found: Found): Finding => find("error", code, found);

export const warningAt = (code: PreflightCode, found: Found): Finding => find("warning", code, found);

/** A value as it is named in a message: long ones cut. */
export const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
