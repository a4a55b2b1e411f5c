import type { RunKind, RunStatus, StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { formatCount, formatCountOf, formatShare } from "../formats.ts";
import type { StatusWords } from "../status-words.ts";

export const runStatusWords: Record<RunStatus, StatusWords> = {
  PENDING: { label: "Pending", tone: "attention" },
  PROCESSING: { label: "Processing", tone: "info" },
  WAITING_FOR_PERSON: { label: "Stopped by a brake", tone: "critical" },
  COMPLETED: { label: "Completed", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  CANCELLED: { label: "Cancelled" },
};

export const runKindWords: Record<RunKind, string> = {
  DAILY: "Daily sync",
  ON_DEMAND: "Sync",
  INCREMENTAL: "Stock that arrived",
  DRY_RUN: "Check",
};

export const stockRowStatusWords: Record<StockRowStatus, StatusWords> = {
  PENDING: { label: "Pending", tone: "attention" },
  SUCCESS: { label: "Set", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  QUARANTINED: { label: "In quarantine", tone: "warning" },
  CANCELLED: { label: "Cancelled" },
  REPORTED: { label: "Differs", tone: "info" },
};

interface Scoped {
  kind: RunKind;
  storeName: string;
  /** Of the category or product that it covers; null: all of the store, or what arrived. */
  scopeName: string | null;
}

/** "Sync of Home > Kitchen in Relay Home". */
export function runTitle({ kind, storeName, scopeName }: Scoped): string {
  const where = scopeName === null ? storeName : `${scopeName} in ${storeName}`;
  if (kind === "INCREMENTAL") return `${runKindWords[kind]} for ${where}`;
  return `${runKindWords[kind]} of ${where}`;
}

interface Compared {
  kind: RunKind;
  status: RunStatus;
  stage: "READING" | "WEIGHING" | "SETTING";
  levels: { total: number; drifted: number; unitsDrifted: number; read: number };
}

/** What a run found, in one line; null while it has compared nothing. */
export function driftWords({ stage, status, levels }: Compared): string | null {
  const isCompared = stage === "SETTING" || status === "WAITING_FOR_PERSON";
  if (!isCompared) return null;
  if (levels.total === 0) return "Nothing to compare: no route brings counted stock to this store.";
  if (levels.drifted === 0) return `All ${formatCountOf(levels.total, "level")} were right.`;
  const share = levels.drifted / levels.total;
  return `${formatCount(levels.drifted)} of ${formatCountOf(levels.total, "level")} differed (${formatShare(share)}), by ${formatCountOf(levels.unitsDrifted, "unit")}.`;
}

/** What a run does at this moment. */
export function stageWords({ status, stage, kind, levels }: Compared): string {
  if (status === "PENDING") return "It begins as soon as what is under way at the store is done.";
  switch (stage) {
    case "READING":
      return `Reading what the shop has: ${formatCountOf(levels.read, "level")} so far.`;
    case "WEIGHING":
      return "Working out what differs. Nothing is set before that is known.";
    case "SETTING":
      return kind === "DRY_RUN" ? "Writing the report. Nothing is set." : "Setting what differs.";
  }
}
