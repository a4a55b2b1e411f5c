import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { BatchBadge } from "./batch-badge.tsx";
import { BatchBar } from "./batch-bar.tsx";
import { EmptyNote } from "../empty-note.tsx";
import { formatCount } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface BatchTableProps {
  batches: readonly BatchSummary[];
  isFiltered: boolean;
}

/** Upload batches with how far they are. */
export function BatchTable({ batches, isFiltered }: BatchTableProps) {
  const t = useTexts();
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      condensed={smDown}
      selectable={false}
      resourceName={{ singular: t("batch"), plural: t("batches") }}
      itemCount={batches.length}
      emptyState={<NoBatches isFiltered={isFiltered} />}
      headings={[
        { title: t("Batch") },
        { title: t("Status") },
        { title: t("Progress") },
        { title: t("Started by") },
        { title: t("Created") },
        { title: t("Products"), alignment: "end" },
        { title: t("Failed rows"), alignment: "end" },
      ]}
    >
      {batches.map((batch, position) => (
        <IndexTable.Row id={batch.id} key={batch.id} position={position}>
          {smDown ? <NarrowBatch batch={batch} /> : <WideBatch batch={batch} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function BatchLink({ batch }: { batch: BatchSummary }) {
  return (
    <Link url={`/app/batches/${batch.id}`} dataPrimaryLink removeUnderline monochrome>
      <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
        {batch.name}
      </Text>
    </Link>
  );
}

function WideBatch({ batch }: { batch: BatchSummary }) {
  const t = useTexts();
  return (
    <>
      <IndexTable.Cell>
        <BatchLink batch={batch} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BatchBadge batch={batch} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BatchBar batch={batch} />
      </IndexTable.Cell>
      <IndexTable.Cell>{batch.actor.name}</IndexTable.Cell>
      <IndexTable.Cell>
        <LocalTime at={batch.createdAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {formatCount(t, batch.products.total)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <FailedRows count={batch.rows.failed} />
      </IndexTable.Cell>
    </>
  );
}

function FailedRows({ count }: { count: number }) {
  const t = useTexts();
  const toned = count > 0 ? { tone: "critical" as const, fontWeight: "semibold" as const } : {};
  return (
    <Text as="span" alignment="end" numeric {...toned}>
      {formatCount(t, count)}
    </Text>
  );
}

function NarrowBatch({ batch }: { batch: BatchSummary }) {
  const t = useTexts();
  const facts = [t("{{count, number}} product", { count: batch.products.total })];
  if (batch.rows.failed > 0) facts.push(t("{{count, number}} failed row", { count: batch.rows.failed }));
  return (
    <div style={{ padding: "var(--p-space-300) var(--p-space-400)" }}>
      <BlockStack gap="150">
        <InlineStack align="space-between" gap="200">
          <BatchLink batch={batch} />
          <BatchBadge batch={batch} />
        </InlineStack>
        <BatchBar batch={batch} />
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {facts.join(" · ")} · {batch.actor.name} · <LocalTime at={batch.createdAt} />
        </Text>
      </BlockStack>
    </div>
  );
}

function NoBatches({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered)
    return (
      <EmptyNote
        title={t("No batch fits")}
        message={t("Choose another tab, or remove a filter, to see other batches.")}
      />
    );
  return (
    <EmptyNote
      title={t("No uploads yet")}
      message={t("Approve products, and the batch that carries them to your stores appears here.")}
      action={{ label: t("Go to approvals"), url: "/app/approvals" }}
    />
  );
}
