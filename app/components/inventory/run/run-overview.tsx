import { Banner, BlockStack, Card, Divider, Text } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { isRunEnded } from "#app/domain/inventory/run-states.ts";
import { FactList } from "../../fact-list.tsx";
import { formatCount, formatShare } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { OfflineBanner } from "../../offline-banner.tsx";
import type { Text as PageText, Texts } from "../../texts/texts.ts";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { RunProgress } from "./run-progress.tsx";
import { driftWords, runStatusWords, stageWords } from "../run-words.ts";

interface RunOverviewProps {
  run: NamedStockRun;
  heldBy: "reconnect" | "paused" | "silent" | null;
  isOffline: boolean;
}

const HELD: Record<"reconnect" | "paused" | "silent", PageText> = {
  reconnect: "The store has to be connected again: open the app in its Shopify admin.",
  paused: "The store is paused. Resume it on the page of stores to go on.",
  silent: "Shopify does not answer for this store. The sync goes on by itself when it answers again.",
};

/** How far a stock sync is and what it found, kept up to date while it runs. */
export function RunOverview({ run, heldBy, isOffline }: RunOverviewProps) {
  const t = useTexts();
  const isUnderWay = run.status === "PENDING" || run.status === "PROCESSING";
  const drift = driftWords(t, run);
  return (
    <BlockStack gap="400">
      {isOffline && <OfflineBanner />}
      {run.errorSummary !== null && (
        <Banner tone="critical" title={t("This sync could not do its work")}>
          {said(t, run.errorSummary)}
        </Banner>
      )}
      {isUnderWay && run.cancelRequestedAt !== null && (
        <Banner tone="warning" title={t("This sync is being cancelled")}>
          {t("What is under way is finished; nothing more is set.")}
        </Banner>
      )}
      {isUnderWay && heldBy !== null && (
        <Banner
          tone="warning"
          title={t("This sync waits for {{store}}", { store: run.storeName })}
          action={{ content: t("See stores"), url: "/app/stores" }}
        >
          {t(HELD[heldBy])}
        </Banner>
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {run.kind === "DRY_RUN" ? t("Report") : t("Progress")}
          </Text>
          {isUnderWay && (
            <Text as="p" tone="subdued">
              {stageWords(t, run)}
            </Text>
          )}
          {drift !== null && <Text as="p">{drift}</Text>}
          {run.rows.total > 0 && <RunProgress kind={run.kind} rows={run.rows} />}
          <div aria-live="polite" className="Polaris-Text--visuallyHidden">
            {t(runStatusWords[run.status].label)}
          </div>
          <Divider />
          <FactList layout="beside" facts={factsOf(t, run)} />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function factsOf(t: Texts, run: NamedStockRun) {
  const { levels } = run;
  const isRunning = !isRunEnded(run.status);
  return [
    { name: t("Store"), value: run.storeName },
    { name: t("Asked for by"), value: run.actor.name },
    ...(run.localDay === null ? [] : [{ name: t("Day"), value: run.localDay }]),
    { name: t("Asked for"), value: <LocalTime at={run.createdAt} /> },
    { name: t("Began"), value: <LocalTime at={run.startedAt} absent={isRunning ? t("Not yet") : t("Never")} /> },
    { name: t("Ended"), value: <LocalTime at={run.completedAt} absent={isRunning ? t("Not yet") : "–"} /> },
    { name: t("Levels compared"), value: formatCount(t, levels.total) },
    {
      name: t("Differed"),
      value: `${formatCount(t, levels.drifted)} (${formatShare(t, levels.total === 0 ? null : levels.drifted / levels.total)})`,
    },
    { name: t("Units off"), value: formatCount(t, levels.unitsDrifted) },
    { name: t("To zero"), value: formatCount(t, levels.toZero) },
    { name: t("In quarantine before"), value: formatCount(t, levels.quarantined) },
    ...(run.kind === "DRY_RUN"
      ? []
      : [
          {
            name: t("Calls that set stock"),
            value:
              run.callsMade === 0
                ? t("None")
                : `${formatCount(t, run.callsMade)}, ${t("{{count, number}} point", { count: run.costPoints })}`,
          },
        ]),
    ...(run.brakeReleasedAt === null
      ? []
      : [
          {
            name: t("Brake released"),
            value: (
              <>
                {`${run.brakeReleasedBy ?? t("Somebody")}, `}
                <LocalTime at={run.brakeReleasedAt} />
              </>
            ),
          },
        ]),
  ];
}
