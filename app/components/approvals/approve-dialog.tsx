import { Banner, BlockStack, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { SelectionSummary } from "#app/domain/catalog/selection-queries.server.ts";
import { formatCountOf } from "../formats.ts";
import { ApprovalSettings, type SettingsDraft } from "./approval-settings.tsx";
import { DryRun } from "./dry-run.tsx";

interface ApproveDialogProps {
  isOpen: boolean;
  /** Null until it is known. */
  summary: SelectionSummary | null;
  /** What is about to be approved; null while the dialog is closed. */
  selection: ProductSelection | null;
  settings: SettingsDraft;
  isSending: boolean;
  onChangeSettings: (settings: SettingsDraft) => void;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says how many products will go to which stores before anybody approves them. */
export function ApproveDialog(props: ApproveDialogProps) {
  const { isOpen, summary, selection, settings, isSending, onChangeSettings, onConfirm, onClose } = props;
  const count = summary === null ? "products" : formatCountOf(summary.products, "product");
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={`Approve ${count}?`}
      primaryAction={{
        content: `Approve ${count}`,
        onAction: onConfirm,
        loading: isSending,
        disabled: summary === null || summary.products === 0,
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
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
  return (
    <BlockStack gap="300">
      {stores.length > 0 ? (
        <>
          <Text as="p">The upload starts at once and runs in the background:</Text>
          <List>
            {stores.map(({ id, name, products }) => (
              <List.Item key={id}>
                <Text as="span" fontWeight="semibold">
                  {formatCountOf(products, "product")}
                </Text>
                {` to ${name}`}
              </List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text as="p">Nothing will be uploaded, because none of these products goes to a store.</Text>
      )}
      {unroutedProducts > 0 && (
        <Banner tone="warning">
          {`${formatCountOf(unroutedProducts, "product has", "products have")} no store: no route covers their category. They are approved and skipped.`}
        </Banner>
      )}
      {ineligibleProducts > 0 && (
        <Banner tone="info">
          {`${formatCountOf(ineligibleProducts, "product is", "products are")} of another type than Normal and will be skipped.`}
        </Banner>
      )}
    </BlockStack>
  );
}
