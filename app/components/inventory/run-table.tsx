import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { formatCount } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { RunBadge } from "./run-badge.tsx";
import { runTitle } from "./run-words.ts";

interface RunTableProps {
  runs: readonly NamedStockRun[];
  isFiltered: boolean;
}

/** Stock syncs, newest first. */
export function RunTable({ runs, isFiltered }: RunTableProps) {
  const t = useTexts();
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      condensed={smDown}
      selectable={false}
      resourceName={{ singular: t("sync"), plural: t("syncs") }}
      itemCount={runs.length}
      emptyState={<NoRuns isFiltered={isFiltered} />}
      headings={[
        { title: t("Sync") },
        { title: t("Status") },
        { title: t("Asked for by") },
        { title: t("Created") },
        { title: t("Compared"), alignment: "end" },
        { title: t("Differed"), alignment: "end" },
        { title: t("Not set"), alignment: "end" },
      ]}
    >
      {runs.map((run, position) => (
        <IndexTable.Row id={run.id} key={run.id} position={position}>
          {smDown ? <NarrowRun run={run} /> : <WideRun run={run} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function RunLink({ run }: { run: NamedStockRun }) {
  const t = useTexts();
  return (
    <Link url={`/app/inventory/${run.id}`} dataPrimaryLink removeUnderline monochrome>
      <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
        {runTitle(t, run)}
      </Text>
    </Link>
  );
}

const notSet = ({ rows }: NamedStockRun): number => rows.failed + rows.quarantined;

function WideRun({ run }: { run: NamedStockRun }) {
  return (
    <>
      <IndexTable.Cell>
        <RunLink run={run} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <RunBadge run={run} />
      </IndexTable.Cell>
      <IndexTable.Cell>{run.actor.name}</IndexTable.Cell>
      <IndexTable.Cell>
        <LocalTime at={run.createdAt} />
      </IndexTable.Cell>
      <Figure value={run.levels.total} />
      <Figure value={run.levels.drifted} />
      <Figure value={notSet(run)} isBad={notSet(run) > 0} />
    </>
  );
}

function Figure({ value, isBad = false }: { value: number; isBad?: boolean }) {
  const t = useTexts();
  const toned = isBad ? { tone: "critical" as const, fontWeight: "semibold" as const } : {};
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric {...toned}>
        {formatCount(t, value)}
      </Text>
    </IndexTable.Cell>
  );
}

function NarrowRun({ run }: { run: NamedStockRun }) {
  const t = useTexts();
  const { drifted, total } = run.levels;
  const facts = [t("{{drifted, number}} of {{total, number}} differed", { drifted, total })];
  if (notSet(run) > 0) facts.push(t("{{value, number}} not set", { value: notSet(run) }));
  return (
    <div style={{ padding: "var(--p-space-300) var(--p-space-400)" }}>
      <BlockStack gap="150">
        <InlineStack align="space-between" gap="200">
          <RunLink run={run} />
          <RunBadge run={run} />
        </InlineStack>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {facts.join(" · ")} · {run.actor.name} · <LocalTime at={run.createdAt} />
        </Text>
      </BlockStack>
    </div>
  );
}

function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered)
    return (
      <EmptyNote title={t("No sync matches")} message={t("Choose another status, kind or store to see other syncs.")} />
    );
  return (
    <EmptyNote
      title={t("No sync yet")}
      message={t(
        "Stock is compared once a day at the time of each store, when new stock arrives, and when you ask for it.",
      )}
    />
  );
}
