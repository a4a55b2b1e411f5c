import { BlockStack, ChoiceList, Link, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { variantAdminUrl } from "../../shopify-admin-url.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { numberOf, sketchWords } from "../words/name-words.ts";
import { nameOf } from "./finding-line.tsx";
import type { ShownFinding } from "./shown-finding.ts";

interface RelinkDialogProps {
  finding: ShownFinding;
  shopDomain: string;
  isSending: boolean;
  onConfirm: (shopifyVariantId: string) => void;
  onClose: () => void;
}

/** Lets a person choose which variant of the shop a variant of the catalog is. */
export function RelinkDialog({ finding, shopDomain, isSending, onConfirm, onClose }: RelinkDialogProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const { variant, details, shopifyProductId } = finding;
  const candidates = details.candidates ?? [];
  const ours = variant === null ? null : sketchWords(t, variant);
  const name = nameOf(t, finding);
  return (
    <Modal
      open
      onClose={onClose}
      title={t("Which variant of the shop is it?")}
      primaryAction={{
        content: t("Link this variant"),
        loading: isSending,
        disabled: chosen === null,
        onAction: () => chosen !== null && onConfirm(chosen),
      }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p" breakWord>
            {t("In the catalog: {{name}}", { name: ours === null ? name : `${name} · ${ours}` })}
          </Text>
          <ChoiceList
            title={t("In the shop")}
            choices={candidates.map((candidate) => ({
              value: candidate.shopifyVariantId,
              label: sketchWords(t, candidate) ?? t("Variant {{id}}", { id: numberOf(candidate.shopifyVariantId) }),
              helpText:
                shopifyProductId === null ? undefined : (
                  <Link
                    url={variantAdminUrl(shopDomain, shopifyProductId, candidate.shopifyVariantId)}
                    target="_blank"
                    accessibilityLabel={t("Open variant {{id}} in Shopify", {
                      id: numberOf(candidate.shopifyVariantId),
                    })}
                  >
                    {t("Open variant {{id}} in Shopify", { id: numberOf(candidate.shopifyVariantId) })}
                  </Link>
                ),
            }))}
            selected={chosen === null ? [] : [chosen]}
            onChange={([value]) => setChosen(value ?? null)}
          />
          <Text as="p" tone="subdued">
            {t(
              "The next upload sends the variant’s content to the one that you choose, and stock goes there. The others stay the merchant’s.",
            )}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
