import { BlockStack, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { CorrectionPreview } from "#app/domain/catalog/corrections/digest-corrections.ts";
import type { Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

type Corrected = CorrectionPreview["products"][number];

/** What would change, product by product and field by field. */
export function CorrectionChanges({ products, total }: { products: readonly Corrected[]; total: number }) {
  const t = useTexts();
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
                {t("{{rows}} to {{stores}}", {
                  rows: t("{{count, number}} row", { count: product.rows }),
                  stores: product.stores.join(", "),
                })}
              </Text>
            </BlockStack>
            <ul style={{ margin: 0, paddingInlineStart: "var(--p-space-400)" }}>
              {product.changes.map(({ field, variant, from, to }) => (
                <li key={`${field} ${variant ?? ""}`}>
                  <Text as="span" breakWord>
                    <Text as="span" fontWeight="semibold">
                      {variant === null ? field : t("{{field}} of {{variant}}", { field, variant })}
                    </Text>
                    {": "}
                    <del>{shortened(t, from)}</del>
                    {" → "}
                    <ins style={{ textDecoration: "none" }}>{shortened(t, to)}</ins>
                  </Text>
                </li>
              ))}
            </ul>
          </BlockStack>
        </Fragment>
      ))}
      {total > products.length && (
        <Text as="p" tone="subdued">
          {t("And {{count, number}} further product.", { count: total - products.length })}
        </Text>
      )}
    </BlockStack>
  );
}

const SHOWN_CHARACTERS = 300;

function shortened(t: Texts, text: string): string {
  if (text === "") return t("(empty)");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
