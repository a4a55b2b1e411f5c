import { BlockStack, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { CorrectionPreview } from "#app/domain/catalog/corrections/digest-corrections.ts";
import { formatCountOf } from "../../formats.ts";

type Corrected = CorrectionPreview["products"][number];

/** What would change, product by product and field by field. */
export function CorrectionChanges({ products, total }: { products: readonly Corrected[]; total: number }) {
  return (
    <BlockStack gap="400">
      {products.map((product, at) => (
        <Fragment key={product.productId}>
          {at > 0 && <Divider />}
          <BlockStack gap="200">
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm" breakWord>
                {product.title}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued" breakWord>
                {`${formatCountOf(product.rows, "row")} to ${product.stores.join(", ")}`}
              </Text>
            </BlockStack>
            <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-400)" }}>
              {product.changes.map(({ field, variant, from, to }) => (
                <li key={`${field} ${variant ?? ""}`}>
                  <Text as="span" breakWord>
                    <Text as="span" fontWeight="semibold">
                      {variant === null ? field : `${field} of ${variant}`}
                    </Text>
                    {": "}
                    <del>{shortened(from)}</del>
                    {" → "}
                    <ins style={{ textDecoration: "none" }}>{shortened(to)}</ins>
                  </Text>
                </li>
              ))}
            </ul>
          </BlockStack>
        </Fragment>
      ))}
      {total > products.length && (
        <Text as="p" tone="subdued">
          {`And ${formatCountOf(total - products.length, "further product")}.`}
        </Text>
      )}
    </BlockStack>
  );
}

const SHOWN_CHARACTERS = 300;

function shortened(text: string): string {
  if (text === "") return "(empty)";
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
