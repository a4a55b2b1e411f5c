import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import type { StatusWords } from "../../status-words.ts";
import type { Text, Texts } from "../../texts/texts.ts";
import { findingWords, type FindingKind } from "./finding-words.ts";

export const runStatusWords: Record<RunView["status"], StatusWords> = {
  PENDING: { label: "About to start", tone: "attention" },
  RUNNING: { label: "Running", tone: "info" },
  COMPLETED: { label: "Completed", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  CANCELLED: { label: "Cancelled" },
};

export const runKindWords: Record<RunView["kind"], Text> = {
  RECONCILE: "Reconciliation",
  ADOPT: "Search for products to adopt",
};

const runStepWords: Record<RunView["step"], Text> = {
  QUERY: "Shopify lists the shop's products",
  READ: "Reading Shopify's list",
  LINKS: "Comparing the links with the shop",
  IDENTITIES: "Looking for products that carry our ids",
  MATCHES: "Looking for products that match the catalog",
  PROPOSALS: "Preparing the proposals",
  CLEAN_UP: "Finishing",
};

const STEPS = ["QUERY", "READ", "LINKS", "IDENTITIES", "MATCHES", "PROPOSALS", "CLEAN_UP"] as const;
const STEPS_OF: Record<RunView["kind"], readonly RunView["step"][]> = {
  ADOPT: STEPS,
  RECONCILE: STEPS.filter((step) => step !== "MATCHES" && step !== "PROPOSALS"),
};

/** How far a run has come, in percent: its steps count alike, and the reading by its lines. */
export function percentOf({ kind, step, lines }: Pick<RunView, "kind" | "step" | "lines">): number {
  const steps = STEPS_OF[kind];
  const within = step === "READ" && lines !== null && lines.total > 0 ? lines.read / lines.total : 0;
  return Math.floor(((Math.max(0, steps.indexOf(step)) + Math.min(1, within)) / steps.length) * 100);
}

/** Where a run is, in words. */
export function progressWords(t: Texts, { status, step, lines }: Pick<RunView, "status" | "step" | "lines">): string {
  if (status === "PENDING") return t("Waiting for a worker");
  if (step !== "READ" || lines === null) return t(runStepWords[step]);
  return t("Reading Shopify's list: {{read, number}} of {{count, number}} line", {
    read: lines.read,
    count: lines.total,
  });
}

export interface FoundOfKind {
  kind: FindingKind;
  repaired: number;
  open: number;
}

function countIn(counts: object, name: string): number {
  const count: unknown = Reflect.get(counts, name);
  return typeof count === "number" ? count : 0;
}

/** What a run found, by kind: what is open first, then the most. Kinds of a later release are left out. */
export function foundByKind(findings: RunView["findings"]): FoundOfKind[] {
  if (typeof findings !== "object" || findings === null) return [];
  return Object.entries(findings)
    .flatMap(([kind, counts]): FoundOfKind[] => {
      if (!isKind(kind) || typeof counts !== "object" || counts === null) return [];
      return [{ kind, repaired: countIn(counts, "repaired"), open: countIn(counts, "open") }];
    })
    .toSorted((one, other) => other.open - one.open || other.repaired - one.repaired);
}

const isKind = (kind: string): kind is FindingKind => Object.hasOwn(findingWords, kind);

/** What a run did, in one sentence. */
export function outcomeWords(
  t: Texts,
  run: Pick<RunView, "status" | "linksCompared" | "findings" | "errorMessage">,
): string {
  if (run.status === "FAILED") return run.errorMessage ?? t("It could not be finished.");
  if (run.status === "CANCELLED") return t("Stopped, because the store was disconnected.");
  const found = foundByKind(run.findings);
  const repaired = found.reduce((sum, one) => sum + one.repaired, 0);
  const open = found.reduce((sum, one) => sum + one.open, 0);
  const compared = { count: run.linksCompared };
  if (repaired === 0 && open === 0) return t("{{count, number}} product compared: all links are right.", compared);
  return t("{{products}} compared, {{differences}} repaired, {{open, number}} left to decide.", {
    products: t("{{count, number}} product", compared),
    differences: t("{{count, number}} difference", { count: repaired }),
    open,
  });
}

/** Products of the shop that are like none of the catalog, as the last search counted them; null when none did. */
export function unmatchedOf(proposals: RunView["proposals"]): number | null {
  if (typeof proposals !== "object" || proposals === null || !("unmatched" in proposals)) return null;
  return typeof proposals.unmatched === "number" ? proposals.unmatched : null;
}

/** What came of what was asked of a store's reconciliation. */
export const steeringWords = {
  started: "The reconciliation has started.",
  "under-way": "The shop is being read already.",
  saved: "The settings are saved.",
  released: "The shop is read anew.",
} as const satisfies Record<string, Text>;
