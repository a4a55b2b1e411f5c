import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { formatCount, formatDuration } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import { useTexts } from "../../texts/use-texts.tsx";
import { findingWords } from "../words/finding-words.ts";
import { foundByKind, outcomeWords, runKindWords, runStatusWords, type FoundOfKind } from "../words/run-words.ts";

/** What the last run did, by kind of difference. */
export function LastRun({ run }: { run: RunView }) {
  const t = useTexts();
  const found = foundByKind(run.findings);
  const seconds =
    run.startedAt === null || run.endedAt === null ? null : (run.endedAt.getTime() - run.startedAt.getTime()) / 1000;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("Last run: {{kind}}", { kind: t(runKindWords[run.kind]) })}
          </Text>
          <StatusBadge words={runStatusWords[run.status]} />
        </InlineStack>
        <Text as="p" breakWord>
          {outcomeWords(t, run)}
        </Text>
        <FactList
          layout="beside"
          facts={[
            { name: t("Ended"), value: <LocalTime at={run.endedAt} /> },
            { name: t("Took"), value: formatDuration(t, seconds) },
            { name: t("Asked for by"), value: run.actor.name },
            {
              name: t("Read from Shopify"),
              value: run.lines === null ? "–" : t("{{count, number}} line", { count: run.lines.read }),
            },
            ...(run.linksLeftAlone > 0
              ? [{ name: t("Changed meanwhile, left alone"), value: formatCount(t, run.linksLeftAlone) }]
              : []),
          ]}
        />
        {found.length > 0 && (
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              {t("What differed")}
            </Text>
            {found.map((one) => (
              <Found key={one.kind} found={one} run={run} />
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Found({ found: { kind, repaired, open }, run }: { found: FoundOfKind; run: RunView }) {
  const t = useTexts();
  const { label, whatToDo } = findingWords[kind];
  const counts = [
    ...(repaired > 0 ? [t("{{repaired, number}} repaired", { repaired })] : []),
    ...(open > 0 ? [t("{{open, number}} to decide", { open })] : []),
  ];
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200">
      <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
        <Link url={`/app/reconciliation/${run.storeId}/findings?state=ALL&kind=${kind}&runId=${run.id}`}>
          {t(label)}
        </Link>
        <Text as="p" variant="bodySm" tone="subdued">
          {t(whatToDo)}
        </Text>
      </div>
      <Text as="span" numeric fontWeight={open > 0 ? "semibold" : "regular"}>
        {counts.join(", ")}
      </Text>
    </InlineStack>
  );
}
