import { IndexTable, useBreakpoints, useIndexResourceState, type IndexTableProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

/** What is ticked: rows of this page, or all that the filter matches on whatever page. */
export type Ticked = { kind: "ids"; ids: string[] } | { kind: "all-matching" };

interface TickableRow {
  id: string;
  /** What a screen reader calls it. */
  name: string;
  /** One for each heading. */
  cells: readonly ReactNode[];
  /** All of it, one below the other, where there is no room beside. */
  narrow: ReactNode;
}

interface TickableTableProps {
  resourceName: { singular: string; plural: string };
  headings: IndexTableProps["headings"];
  rows: readonly TickableRow[];
  /** Whether rows of other pages may be meant, too. */
  hasOtherPages: boolean;
  isLoading: boolean;
  emptyState: ReactNode;
  /** Without one nothing is to be ticked. */
  actions: readonly { label: string; onChoose: (ticked: Ticked) => void }[];
}

/** A table of rows to be ticked one by one, by page, or all at once; on a phone one cell a row. */
export function TickableTable(props: TickableTableProps) {
  return <Table key={props.rows.map(({ id }) => id).join()} {...props} />;
}

function Table({ resourceName, headings, rows, hasOtherPages, isLoading, emptyState, actions }: TickableTableProps) {
  const t = useTexts();
  const { smDown } = useBreakpoints();
  const ids = rows.map(({ id }) => ({ id }));
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(ids);
  const ticked = (): Ticked =>
    allResourcesSelected && hasOtherPages
      ? { kind: "all-matching" }
      : { kind: "ids", ids: allResourcesSelected ? ids.map(({ id }) => id) : selectedResources };
  return (
    <IndexTable
      resourceName={resourceName}
      itemCount={rows.length}
      selectable={actions.length > 0}
      loading={isLoading}
      selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      hasMoreItems={hasOtherPages}
      paginatedSelectAllActionText={t("Select all that match")}
      paginatedSelectAllText={t("All that match are selected")}
      promotedBulkActions={actions.map(({ label, onChoose }) => ({
        content: label,
        onAction: () => onChoose(ticked()),
      }))}
      emptyState={emptyState}
      // Polaris' condensed table takes no selection.
      headings={smDown ? [headings[0]] : headings}
    >
      {rows.map(({ id, name, cells, narrow }, position) => (
        <IndexTable.Row
          id={id}
          key={id}
          position={position}
          selected={selectedResources.includes(id)}
          accessibilityLabel={t("Select {{name}}", { name })}
        >
          {smDown ? (
            <IndexTable.Cell>
              <div style={{ padding: "var(--p-space-150) 0", whiteSpace: "normal" }}>{narrow}</div>
            </IndexTable.Cell>
          ) : (
            cells.map((cell, index) => <IndexTable.Cell key={index}>{cell}</IndexTable.Cell>)
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
