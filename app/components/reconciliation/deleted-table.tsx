import { BlockStack, Text } from "@shopify/polaris";
import type { DeletedProduct } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import type { Texts } from "../texts/texts.ts";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { TickableTable } from "./tickable-table.tsx";
import { numberOf } from "./words/name-words.ts";

interface DeletedTableProps {
  products: readonly DeletedProduct[];
  /** Whether the store asks before it makes a deleted product anew. */
  isAsking: boolean;
  isLoading: boolean;
  /** Absent when the viewer may not, or nobody is asked. */
  onAllow?: (productIds: readonly string[]) => void;
}

/** Products of the catalog that somebody deleted in the shop, and what their next approval does. */
export function DeletedTable({ products, isAsking, isLoading, onAllow }: DeletedTableProps) {
  const t = useTexts();
  return (
    <TickableTable
      resourceName={{ singular: t("product"), plural: t("products") }}
      headings={[
        { title: t("Product") },
        { title: t("Next approval") },
        { title: t("Deleted") },
        { title: t("Was in Shopify") },
      ]}
      rows={products.map((product) => ({
        id: product.productId,
        name: nameOf(t, product),
        cells: [
          <Text key="name" as="span" fontWeight="semibold" breakWord>
            {nameOf(t, product)}
          </Text>,
          <Next key="next" product={product} isAsking={isAsking} />,
          <LocalTime key="at" at={product.deletedAt} />,
          numberOf(product.shopifyProductId),
        ],
        narrow: (
          <BlockStack gap="100" inlineAlign="start">
            <Text as="span" fontWeight="semibold" breakWord>
              {nameOf(t, product)}
            </Text>
            <Next product={product} isAsking={isAsking} />
            <Text as="span" variant="bodySm" tone="subdued">
              <Phrase text="Deleted <at/>" parts={{ at: <LocalTime at={product.deletedAt} /> }} />
            </Text>
          </BlockStack>
        ),
      }))}
      hasOtherPages={false}
      isLoading={isLoading}
      emptyState={
        <EmptyNote
          title={t("No deleted product")}
          message={t("Every product that the app has linked is in the shop. What somebody deletes there appears here.")}
        />
      }
      actions={
        onAllow
          ? [
              {
                label: t("Allow making anew"),
                onChoose: (ticked) =>
                  onAllow(ticked.kind === "ids" ? ticked.ids : products.map(({ productId }) => productId)),
              },
            ]
          : []
      }
    />
  );
}

const nameOf = (t: Texts, { productTitle, productId }: DeletedProduct): string =>
  productTitle || t("Product {{id}}", { id: productId });

function Next({ product, isAsking }: { product: DeletedProduct; isAsking: boolean }) {
  const isMade = !isAsking || product.mayBeMadeAnew;
  return (
    <StatusBadge
      words={isMade ? { label: "Makes it anew", tone: "success" } : { label: "Skips it", tone: "attention" }}
    />
  );
}
