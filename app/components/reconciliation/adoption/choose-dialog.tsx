import { BlockStack, ChoiceList, Link, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { AdoptionRow } from "#app/http/reconciliation/read-adoptions.server.ts";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { adoptionMatchWords, explainReason } from "../words/adoption-words.ts";
import { variantsWords } from "../words/name-words.ts";

interface ChooseDialogProps {
  adoption: AdoptionRow;
  shopDomain: string;
  isSending: boolean;
  onConfirm: (productId: string) => void;
  onReject: () => void;
  onClose: () => void;
}

/** Lets a person tell which product of the catalog an ambiguous product of the shop is. */
export function ChooseDialog({ adoption, shopDomain, isSending, onConfirm, onReject, onClose }: ChooseDialogProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const { title, handle, shopifyProductId, variantsInShop, reason, matchedBy, candidates } = adoption;
  return (
    <Modal
      open
      onClose={onClose}
      title={t("What is “{{name}}” in the catalog?", { name: title })}
      primaryAction={{
        content: t("Link this product"),
        loading: isSending,
        disabled: chosen === null,
        onAction: () => chosen !== null && onConfirm(chosen),
      }}
      secondaryActions={[
        { content: t("Cancel"), onAction: onClose },
        { content: t("Leave to the merchant"), disabled: isSending, onAction: onReject },
      ]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p" breakWord>
            {t("In the shop: {{handle}}, {{count, number}} variant.", { handle, count: variantsInShop })}{" "}
            <Link url={productAdminUrl(shopDomain, shopifyProductId)} target="_blank">
              {t("Open in Shopify")}
            </Link>
          </Text>
          <Text as="p">
            {t("Matched by {{key}}.", { key: t(adoptionMatchWords[matchedBy]) })}
            {reason !== null && ` ${explainReason(t, reason)}`}
          </Text>
          <ChoiceList
            title={t("In the catalog")}
            choices={candidates.map(({ product, matchedVariants }) => ({
              value: product.id,
              label: `${product.title || t("Untitled")} (${product.externalId})`,
              helpText: t("{{variantNames}}. {{matched, number}} of {{count, number}} variant matched.", {
                variantNames: variantsWords(t, product.variants, product.variantCount),
                matched: matchedVariants,
                count: product.variantCount,
              }),
            }))}
            selected={chosen === null ? [] : [chosen]}
            onChange={([value]) => setChosen(value ?? null)}
          />
          <Text as="p" tone="subdued">
            {t(
              "Its next upload updates the product of the shop; variants that are not matched yet are matched or added then.",
            )}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
