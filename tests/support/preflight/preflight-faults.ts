import { expect, test } from "vitest";
import { checkProduct } from "#app/domain/uploads/preflight/check-product.ts";
import type { FindingSeverity } from "#app/domain/uploads/preflight/finding.ts";
import { preflightCodes, type PreflightCode } from "#app/domain/uploads/preflight/preflight-codes.ts";
import { checkedProduct, type ProductChanges } from "./checked-product.ts";

/** What is wrong with a product that Shopify would take otherwise, and what preflight says of it. */
export interface PreflightFault {
  what: string;
  code: PreflightCode;
  given: ProductChanges;
  /** Null: the whole product. */
  variantId: string | null;
  field: string;
  words: string | RegExp;
}

/** One test for each fault: it alone is found, with its place and what to do. */
export function testFaults(severity: FindingSeverity, faults: readonly PreflightFault[]): void {
  test.for([...faults])(
    `$what is found as ${severity}, with its place and what to do`,
    ({ code, given, variantId, field, words }) => {
      const { whatToDo } = preflightCodes[code];

      expect(checkProduct(checkedProduct(given))).toEqual([
        { code, severity, variantId, field, message: expect.stringMatching(words), whatToDo },
      ]);
    },
  );
}

/** A product of one variant, which differs so from an ordinary one. */
export const oneVariant = (changes: NonNullable<ProductChanges["variants"]>[number]): ProductChanges => ({
  variants: [{ optionValues: ["S"], ...changes }],
});

export const longText = (length: number): string => "x".repeat(length);
