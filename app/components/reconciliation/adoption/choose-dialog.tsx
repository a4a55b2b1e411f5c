import { BlockStack, ChoiceList, Link, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { AdoptionRow } from "#app/http/reconciliation/read-adoptions.server.ts";
import { formatCountOf } from "../../formats.ts";
import { productAdminUrl } from "../../shopify-admin-url.ts";
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
  const [chosen, setChosen] = useState<string | null>(null);
  const { title, handle, shopifyProductId, variantsInShop, reason, matchedBy, candidates } = adoption;
  return (
    <Modal
      open
      onClose={onClose}
      title={`What is “${title}” in the catalog?`}
      primaryAction={{
        content: "Link this product",
        loading: isSending,
        disabled: chosen === null,
        onAction: () => chosen !== null && onConfirm(chosen),
      }}
      secondaryActions={[
        { content: "Cancel", onAction: onClose },
        { content: "Leave to the merchant", disabled: isSending, onAction: onReject },
      ]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p" breakWord>
            {`In the shop: ${handle}, ${formatCountOf(variantsInShop, "variant")}. `}
            <Link url={productAdminUrl(shopDomain, shopifyProductId)} target="_blank">
              Open in Shopify
            </Link>
          </Text>
          <Text as="p">{`Matched by ${adoptionMatchWords[matchedBy]}. ${reason === null ? "" : explainReason(reason)}`}</Text>
          <ChoiceList
            title="In the catalog"
            choices={candidates.map(({ product, matchedVariants }) => ({
              value: product.id,
              label: `${product.title || "Untitled"} (${product.externalId})`,
              helpText: `${variantsWords(product.variants, product.variantCount)}. ${matchedVariants} of ${formatCountOf(product.variantCount, "variant")} matched.`,
            }))}
            selected={chosen === null ? [] : [chosen]}
            onChange={([value]) => setChosen(value ?? null)}
          />
          <Text as="p" tone="subdued">
            Its next upload updates the product of the shop; variants that are not matched yet are matched or added
            then.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
