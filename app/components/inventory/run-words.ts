import type { RunKind, RunStatus, StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { formatShare } from "../formats.ts";
import type { StatusWords } from "../status-words.ts";
import type { Text, Texts } from "../texts/texts.ts";

export const runStatusWords: Record<RunStatus, StatusWords> = {
  PENDING: { label: "Pending", tone: "attention" },
  PROCESSING: { label: "Processing", tone: "info" },
  WAITING_FOR_PERSON: { label: "Stopped by a brake", tone: "critical" },
  COMPLETED: { label: "Completed", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  CANCELLED: { label: "Cancelled" },
};

export const runKindWords: Record<RunKind, Text> = {
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
export function runTitle(t: Texts, { kind, storeName, scopeName }: Scoped): string {
  const where = scopeName === null ? storeName : t("{{scope}} in {{store}}", { scope: scopeName, store: storeName });
  return t(TITLES[kind], { where });
}

const TITLES: Record<RunKind, Text> = {
  DAILY: "Daily sync of {{where}}",
  ON_DEMAND: "Sync of {{where}}",
  INCREMENTAL: "Stock that arrived for {{where}}",
  DRY_RUN: "Check of {{where}}",
};

interface Compared {
  kind: RunKind;
  status: RunStatus;
  stage: "READING" | "WEIGHING" | "SETTING";
  levels: { total: number; drifted: number; unitsDrifted: number; read: number };
}

/** What a run found, in one line; null while it has compared nothing. */
export function driftWords(t: Texts, { stage, status, levels }: Compared): string | null {
  const isCompared = stage === "SETTING" || status === "WAITING_FOR_PERSON";
  if (!isCompared) return null;
  if (levels.total === 0) return t("Nothing to compare: no route brings counted stock to this store.");
  if (levels.drifted === 0) return t("All {{count, number}} level were right.", { count: levels.total });
  return t("{{drifted, number}} of {{count, number}} level differed ({{share}}), by {{units}}.", {
    drifted: levels.drifted,
    count: levels.total,
    share: formatShare(t, levels.drifted / levels.total),
    units: t("{{count, number}} unit", { count: levels.unitsDrifted }),
  });
}

/** What a run does at this moment. */
export function stageWords(t: Texts, { status, stage, kind, levels }: Compared): string {
  if (status === "PENDING") return t("It begins as soon as what is under way at the store is done.");
  switch (stage) {
    case "READING":
      return t("Reading what the shop has: {{count, number}} level so far.", { count: levels.read });
    case "WEIGHING":
      return t("Working out what differs. Nothing is set before that is known.");
    case "SETTING":
      return kind === "DRY_RUN" ? t("Writing the report. Nothing is set.") : t("Setting what differs.");
  }
}
