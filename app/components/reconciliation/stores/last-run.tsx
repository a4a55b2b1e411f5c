import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { formatCount, formatDuration } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import { findingWords } from "../words/finding-words.ts";
import { foundByKind, outcomeWords, runKindWords, runStatusWords, type FoundOfKind } from "../words/run-words.ts";

/** What the last run did, by kind of difference. */
export function LastRun({ run }: { run: RunView }) {
  const found = foundByKind(run.findings);
  const seconds =
    run.startedAt === null || run.endedAt === null ? null : (run.endedAt.getTime() - run.startedAt.getTime()) / 1000;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {`Last run: ${runKindWords[run.kind]}`}
          </Text>
          <StatusBadge words={runStatusWords[run.status]} />
        </InlineStack>
        <Text as="p" breakWord>
          {outcomeWords(run)}
        </Text>
        <FactList
          layout="beside"
          facts={[
            { name: "Ended", value: <LocalTime at={run.endedAt} /> },
            { name: "Took", value: formatDuration(seconds) },
            { name: "Asked for by", value: run.actor.name },
            { name: "Read from Shopify", value: run.lines === null ? "–" : `${formatCount(run.lines.read)} lines` },
            ...(run.linksLeftAlone > 0
              ? [{ name: "Changed meanwhile, left alone", value: formatCount(run.linksLeftAlone) }]
              : []),
          ]}
        />
        {found.length > 0 && (
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              What differed
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
  const { label, whatToDo } = findingWords[kind];
  const counts = [
    ...(repaired > 0 ? [`${formatCount(repaired)} repaired`] : []),
    ...(open > 0 ? [`${formatCount(open)} to decide`] : []),
  ];
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200">
      <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
        <Link url={`/app/reconciliation/${run.storeId}/findings?state=ALL&kind=${kind}&runId=${run.id}`}>{label}</Link>
        <Text as="p" variant="bodySm" tone="subdued">
          {whatToDo}
        </Text>
      </div>
      <Text as="span" numeric fontWeight={open > 0 ? "semibold" : "regular"}>
        {counts.join(", ")}
      </Text>
    </InlineStack>
  );
}
