import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { formatCount } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { RunBadge } from "./run-badge.tsx";
import { runTitle } from "./run-words.ts";

interface RunTableProps {
  runs: readonly NamedStockRun[];
  isFiltered: boolean;
}

/** Stock syncs, newest first. */
export function RunTable({ runs, isFiltered }: RunTableProps) {
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      condensed={smDown}
      selectable={false}
      resourceName={{ singular: "sync", plural: "syncs" }}
      itemCount={runs.length}
      emptyState={<NoRuns isFiltered={isFiltered} />}
      headings={[
        { title: "Sync" },
        { title: "Status" },
        { title: "Asked for by" },
        { title: "Created" },
        { title: "Compared", alignment: "end" },
        { title: "Differed", alignment: "end" },
        { title: "Not set", alignment: "end" },
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
  return (
    <Link url={`/app/inventory/${run.id}`} dataPrimaryLink removeUnderline monochrome>
      <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
        {runTitle(run)}
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
  const toned = isBad ? { tone: "critical" as const, fontWeight: "semibold" as const } : {};
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric {...toned}>
        {formatCount(value)}
      </Text>
    </IndexTable.Cell>
  );
}

function NarrowRun({ run }: { run: NamedStockRun }) {
  const facts = [`${formatCount(run.levels.drifted)} of ${formatCount(run.levels.total)} differed`];
  if (notSet(run) > 0) facts.push(`${formatCount(notSet(run))} not set`);
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
  if (isFiltered)
    return <EmptyNote title="No sync matches" message="Choose another status, kind or store to see other syncs." />;
  return (
    <EmptyNote
      title="No sync yet"
      message="Stock is compared once a day at the time of each store, when new stock arrives, and when you ask for it."
    />
  );
}
