import type { ImportWarning, RejectCode, RejectedLine, RepairCode } from "./findings.ts";
import { roundDecimal, type Reading } from "./repairs.ts";

/** Where in the file a finding is. */
export interface FindingPlace {
  line: number;
  column: string | null;
  /** What the line says, for the rejects file; made only when it is needed. */
  text: () => string;
}

/** Collects what is wrong with one product's lines. */
export interface DraftFindings {
  warnings: ImportWarning[];
  rejects: RejectedLine[];
  warn(place: FindingPlace, code: RepairCode, message: string): void;
  reject(place: FindingPlace, code: RejectCode, reason: string): void;
}

export function createDraftFindings(product: string): DraftFindings {
  const warnings: ImportWarning[] = [];
  const rejects: RejectedLine[] = [];
  return {
    warnings,
    rejects,
    warn({ line, column }, code, message) {
      warnings.push({ line, column, product, code, message });
    },
    reject({ line, column, text }, code, reason) {
      rejects.push({ line, column, product, code, reason, text: text().slice(0, 500) });
    },
  };
}

/** An amount of money with the four decimals that the catalog keeps. */
export function roundMoney(findings: DraftFindings, place: FindingPlace, amount: string): string {
  const rounded = roundDecimal(amount, 4);
  if (rounded !== amount) findings.warn(place, "price.rounded", `${amount} was rounded to ${rounded}`);
  return rounded;
}

/** The value of a reading, its repair told; null with a warning when it could not be read. */
export function takeOrDrop<T>(
  findings: DraftFindings,
  place: FindingPlace,
  reading: Reading<T>,
  codes: { repaired: RepairCode; dropped: RepairCode },
): T | null {
  if (reading.kind === "unreadable") {
    findings.warn(place, codes.dropped, reading.reason);
    return null;
  }
  if (reading.kind === "repaired") findings.warn(place, codes.repaired, reading.repair);
  return reading.value;
}
