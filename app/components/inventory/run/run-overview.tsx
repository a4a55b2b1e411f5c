import { Banner, BlockStack, Card, Divider, Text } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { isRunEnded } from "#app/domain/inventory/run-states.ts";
import { FactList } from "../../fact-list.tsx";
import { formatCount, formatShare } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { OfflineBanner } from "../../offline-banner.tsx";
import { RunProgress } from "./run-progress.tsx";
import { driftWords, runStatusWords, stageWords } from "../run-words.ts";

interface RunOverviewProps {
  run: NamedStockRun;
  heldBy: "reconnect" | "paused" | "silent" | null;
  isOffline: boolean;
}

const HELD: Record<"reconnect" | "paused" | "silent", string> = {
  reconnect: "The store has to be connected again: open the app in its Shopify admin.",
  paused: "The store is paused. Resume it on the page of stores to go on.",
  silent: "Shopify does not answer for this store. The sync goes on by itself when it answers again.",
};

/** How far a stock sync is and what it found, kept up to date while it runs. */
export function RunOverview({ run, heldBy, isOffline }: RunOverviewProps) {
  const isUnderWay = run.status === "PENDING" || run.status === "PROCESSING";
  const drift = driftWords(run);
  return (
    <BlockStack gap="400">
      {isOffline && <OfflineBanner />}
      {run.errorSummary !== null && (
        <Banner tone="critical" title="This sync could not do its work">
          {run.errorSummary}
        </Banner>
      )}
      {isUnderWay && run.cancelRequestedAt !== null && (
        <Banner tone="warning" title="This sync is being cancelled">
          What is under way is finished; nothing more is set.
        </Banner>
      )}
      {isUnderWay && heldBy !== null && (
        <Banner
          tone="warning"
          title={`This sync waits for ${run.storeName}`}
          action={{ content: "See stores", url: "/app/stores" }}
        >
          {HELD[heldBy]}
        </Banner>
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {run.kind === "DRY_RUN" ? "Report" : "Progress"}
          </Text>
          {isUnderWay && (
            <Text as="p" tone="subdued">
              {stageWords(run)}
            </Text>
          )}
          {drift !== null && <Text as="p">{drift}</Text>}
          {run.rows.total > 0 && <RunProgress kind={run.kind} rows={run.rows} />}
          <div aria-live="polite" className="Polaris-Text--visuallyHidden">
            {runStatusWords[run.status].label}
          </div>
          <Divider />
          <FactList layout="beside" facts={factsOf(run)} />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function factsOf(run: NamedStockRun) {
  const { levels } = run;
  const isRunning = !isRunEnded(run.status);
  return [
    { name: "Store", value: run.storeName },
    { name: "Asked for by", value: run.actor.name },
    ...(run.localDay === null ? [] : [{ name: "Day", value: run.localDay }]),
    { name: "Asked for", value: <LocalTime at={run.createdAt} /> },
    { name: "Began", value: <LocalTime at={run.startedAt} absent={isRunning ? "Not yet" : "Never"} /> },
    { name: "Ended", value: <LocalTime at={run.completedAt} absent={isRunning ? "Not yet" : "–"} /> },
    { name: "Levels compared", value: formatCount(levels.total) },
    {
      name: "Differed",
      value: `${formatCount(levels.drifted)} (${formatShare(levels.total === 0 ? null : levels.drifted / levels.total)})`,
    },
    { name: "Units off", value: formatCount(levels.unitsDrifted) },
    { name: "To zero", value: formatCount(levels.toZero) },
    { name: "In quarantine before", value: formatCount(levels.quarantined) },
    ...(run.kind === "DRY_RUN"
      ? []
      : [
          {
            name: "Calls that set stock",
            value: `${formatCount(run.callsMade)}, ${formatCount(run.costPoints)} points`,
          },
        ]),
    ...(run.brakeReleasedAt === null
      ? []
      : [
          {
            name: "Brake released",
            value: (
              <>
                {`${run.brakeReleasedBy ?? "Somebody"}, `}
                <LocalTime at={run.brakeReleasedAt} />
              </>
            ),
          },
        ]),
  ];
}
