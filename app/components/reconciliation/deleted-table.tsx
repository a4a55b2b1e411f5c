import { BlockStack, Text } from "@shopify/polaris";
import type { DeletedProduct } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
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
  return (
    <TickableTable
      resourceName={{ singular: "product", plural: "products" }}
      headings={[{ title: "Product" }, { title: "Next approval" }, { title: "Deleted" }, { title: "Was in Shopify" }]}
      rows={products.map((product) => ({
        id: product.productId,
        name: nameOf(product),
        cells: [
          <Text key="name" as="span" fontWeight="semibold" breakWord>
            {nameOf(product)}
          </Text>,
          <Next key="next" product={product} isAsking={isAsking} />,
          <LocalTime key="at" at={product.deletedAt} />,
          numberOf(product.shopifyProductId),
        ],
        narrow: (
          <BlockStack gap="100" inlineAlign="start">
            <Text as="span" fontWeight="semibold" breakWord>
              {nameOf(product)}
            </Text>
            <Next product={product} isAsking={isAsking} />
            <Text as="span" variant="bodySm" tone="subdued">
              {"Deleted "}
              <LocalTime at={product.deletedAt} />
            </Text>
          </BlockStack>
        ),
      }))}
      hasOtherPages={false}
      isLoading={isLoading}
      emptyState={
        <EmptyNote
          title="No deleted product"
          message="Every product that the app has linked is in the shop. What somebody deletes there appears here."
        />
      }
      actions={
        onAllow
          ? [
              {
                label: "Allow making anew",
                onChoose: (ticked) =>
                  onAllow(ticked.kind === "ids" ? ticked.ids : products.map(({ productId }) => productId)),
              },
            ]
          : []
      }
    />
  );
}

const nameOf = ({ productTitle, productId }: DeletedProduct): string => productTitle || `Product ${productId}`;

function Next({ product, isAsking }: { product: DeletedProduct; isAsking: boolean }) {
  const isMade = !isAsking || product.mayBeMadeAnew;
  return (
    <StatusBadge
      words={isMade ? { label: "Makes it anew", tone: "success" } : { label: "Skips it", tone: "attention" }}
    />
  );
}
