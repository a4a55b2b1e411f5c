import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { LocalTime } from "../../local-time.tsx";
import { WaitingLinks } from "./waiting-links.tsx";

/** When a store was reconciled last, when it is next, and what waits for a person. */
export function NightFacts({ summary }: { summary: StoreSummary }) {
  const { lastRun, nextNightlyAt } = summary;
  return (
    <FactList
      layout="beside"
      facts={[
        { name: "Last reconciliation", value: <LocalTime at={lastRun?.endedAt ?? null} absent="None yet" /> },
        { name: "Next, by itself", value: <LocalTime at={nextNightlyAt} absent="Once it is connected" /> },
        { name: "Waits for a person", value: <WaitingLinks summary={summary} /> },
      ]}
    />
  );
}
