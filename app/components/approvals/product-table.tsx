import { BlockStack, IndexTable, InlineStack, Text, useBreakpoints, useIndexResourceState } from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ProductListItem } from "#app/domain/catalog/product-queries.server.ts";
import { formatCount } from "../formats.ts";
import { ProductThumbnail } from "../product-thumbnail.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { approvalStatusWords, productTypeWords } from "../status-words.ts";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What is ticked: products of this page, or all that the filter matches on whatever page. */
export type TickedProducts = { kind: "products"; ids: string[] } | { kind: "all-matching" };

interface ProductTableProps {
  products: readonly ProductListItem[];
  hasOtherPages: boolean;
  isLoading: boolean;
  /** Shown when there is no product. */
  emptyState: ReactNode;
  /** Bulk actions; none when the viewer may only look. */
  actions: readonly { label: string; onChoose: (ticked: TickedProducts) => void }[];
}

const headingsOf = (t: Texts): IndexTableProps["headings"] => [
  { title: t("Product") },
  { title: t("Category") },
  { title: t("Type") },
  { title: t("Approval") },
  { title: t("Goes to") },
  { title: t("Variants"), alignment: "end" },
];

/** Products with what decides about their approval, to be ticked one by one, by page, or all at once. */
export function ProductTable({ products, hasOtherPages, isLoading, emptyState, actions }: ProductTableProps) {
  const t = useTexts();
  const { smDown } = useBreakpoints();
  const ids = products.map(({ id }) => ({ id }));
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(ids);
  const ticked = (): TickedProducts =>
    allResourcesSelected && hasOtherPages
      ? { kind: "all-matching" }
      : { kind: "products", ids: allResourcesSelected ? ids.map(({ id }) => id) : selectedResources };

  return (
    <IndexTable
      resourceName={{ singular: t("product"), plural: t("products") }}
      itemCount={products.length}
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
      // Polaris' condensed table takes no selection, and without one nothing can be approved on a phone.
      headings={smDown ? [{ title: t("Product") }] : headingsOf(t)}
    >
      {products.map((product, position) => (
        <IndexTable.Row
          id={product.id}
          key={product.id}
          position={position}
          selected={selectedResources.includes(product.id)}
          accessibilityLabel={t("Select {{name}}", { name: nameOf(t, product) })}
        >
          {smDown ? (
            <IndexTable.Cell>
              <NarrowProduct product={product} />
            </IndexTable.Cell>
          ) : (
            <WideCells product={product} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const nameOf = (t: Texts, { title, externalId }: ProductListItem): string =>
  title || t("Untitled ({{id}})", { id: externalId });

function WideCells({ product }: { product: ProductListItem }) {
  const t = useTexts();
  return (
    <>
      <IndexTable.Cell>
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          <ProductThumbnail imageUrl={product.imageUrl} />
          <div style={{ minWidth: 0, maxWidth: "20rem" }}>
            <Text as="p" variant="bodyMd" fontWeight="semibold" truncate>
              {nameOf(t, product)}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {product.externalId}
            </Text>
          </div>
        </InlineStack>
      </IndexTable.Cell>
      <IndexTable.Cell>{product.categoryPath || "–"}</IndexTable.Cell>
      <IndexTable.Cell>{t(productTypeWords[product.type])}</IndexTable.Cell>
      <IndexTable.Cell>
        <Approval product={product} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Destination product={product} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {formatCount(t, product.variantCount)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function NarrowProduct({ product }: { product: ProductListItem }) {
  const t = useTexts();
  const facts = [
    product.categoryPath,
    t(productTypeWords[product.type]),
    t("{{count, number}} variant", { count: product.variantCount }),
  ];
  return (
    <div style={{ padding: "var(--p-space-150) 0", whiteSpace: "normal" }}>
      <InlineStack gap="300" blockAlign="start" wrap={false}>
        <ProductThumbnail imageUrl={product.imageUrl} />
        <BlockStack gap="100" inlineAlign="start">
          <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
            {nameOf(t, product)}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {facts.filter((fact) => fact !== "").join(" · ")}
          </Text>
          <Approval product={product} />
          <Destination product={product} />
        </BlockStack>
      </InlineStack>
    </div>
  );
}

function Approval({ product }: { product: ProductListItem }) {
  return (
    <BlockStack gap="050" inlineAlign="start">
      <StatusBadge words={approvalStatusWords[product.approvalStatus]} />
      {product.rejectionReason !== null && (
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {product.rejectionReason}
        </Text>
      )}
    </BlockStack>
  );
}

function Destination({ product: { type, stores } }: { product: ProductListItem }) {
  const t = useTexts();
  if (type !== "NORMAL")
    return (
      <Text as="span" tone="subdued">
        {t("Not uploaded (type)")}
      </Text>
    );
  if (stores.length === 0)
    return (
      <Text as="span" tone="caution">
        {t("No store yet: add a route")}
      </Text>
    );
  return <Text as="span">{stores.map(({ name }) => name).join(", ")}</Text>;
}
