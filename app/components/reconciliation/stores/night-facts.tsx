import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { LocalTime } from "../../local-time.tsx";
import { useTexts } from "../../texts/use-texts.tsx";
import { WaitingLinks } from "./waiting-links.tsx";

/** When a store was reconciled last, when it is next, and what waits for a person. */
export function NightFacts({ summary }: { summary: StoreSummary }) {
  const t = useTexts();
  const { lastRun, nextNightlyAt } = summary;
  return (
    <FactList
      layout="beside"
      facts={[
        { name: t("Last reconciliation"), value: <LocalTime at={lastRun?.endedAt ?? null} absent={t("None yet")} /> },
        { name: t("Next, by itself"), value: <LocalTime at={nextNightlyAt} absent={t("Once it is connected")} /> },
        { name: t("Waits for a person"), value: <WaitingLinks summary={summary} /> },
      ]}
    />
  );
}
