import { Banner, BlockStack, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { SelectionSummary } from "#app/domain/catalog/selection-queries.server.ts";
import type { Text as PageText } from "../texts/texts.ts";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { ApprovalSettings, type SettingsDraft } from "./approval-settings.tsx";
import { RefusalBanner } from "../reconciliation/refusal-banner.tsx";
import { DryRun } from "./dry-run.tsx";

interface ApproveDialogProps {
  isOpen: boolean;
  /** Null until it is known. */
  summary: SelectionSummary | null;
  /** What is about to be approved; null while the dialog is closed. */
  selection: ProductSelection | null;
  settings: SettingsDraft;
  isSending: boolean;
  /** Why it was not possible; null when nothing was refused. */
  refusal: string | null;
  onChangeSettings: (settings: SettingsDraft) => void;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says how many products will go to which stores before anybody approves them. */
export function ApproveDialog(props: ApproveDialogProps) {
  const { isOpen, summary, selection, settings, isSending, refusal, onChangeSettings, onConfirm, onClose } = props;
  const t = useTexts();
  const ofProducts = (counted: PageText, uncounted: PageText) =>
    summary === null ? t(uncounted) : t(counted, { count: summary.products });
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={ofProducts("Approve {{count, number}} product?", "Approve products?")}
      primaryAction={{
        content: ofProducts("Approve {{count, number}} product", "Approve products"),
        onAction: onConfirm,
        loading: isSending,
        disabled: summary === null || summary.products === 0,
      }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      {refusal !== null && (
        <Modal.Section>
          <RefusalBanner refusal={refusal} />
        </Modal.Section>
      )}
      <Modal.Section>
        {summary === null ? <SkeletonBodyText lines={3} /> : <Consequences summary={summary} />}
      </Modal.Section>
      {selection !== null && summary !== null && summary.stores.length > 0 && (
        <Modal.Section>
          <BlockStack gap="400">
            <DryRun selection={selection} />
            <ApprovalSettings draft={settings} onChange={onChangeSettings} />
          </BlockStack>
        </Modal.Section>
      )}
    </Modal>
  );
}

function Consequences({ summary: { stores, unroutedProducts, ineligibleProducts } }: { summary: SelectionSummary }) {
  const t = useTexts();
  return (
    <BlockStack gap="300">
      {stores.length > 0 ? (
        <>
          <Text as="p">{t("The upload starts at once and runs in the background:")}</Text>
          <List>
            {stores.map(({ id, name, products }) => (
              <List.Item key={id}>
                <Phrase
                  text="<products>{{count, number}} product</products> to {{name}}"
                  values={{ count: products, name }}
                  parts={{
                    products: (
                      <Text as="span" fontWeight="semibold">
                        {null}
                      </Text>
                    ),
                  }}
                />
              </List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text as="p">{t("Nothing will be uploaded, because none of these products goes to a store.")}</Text>
      )}
      {unroutedProducts > 0 && (
        <Banner tone="warning">
          {t("{{count, number}} product has no store: no route covers its category. It is approved and skipped.", {
            count: unroutedProducts,
          })}
        </Banner>
      )}
      {ineligibleProducts > 0 && (
        <Banner tone="info">
          {t("{{count, number}} product is of another type than Normal and will be skipped.", {
            count: ineligibleProducts,
          })}
        </Banner>
      )}
    </BlockStack>
  );
}
