import { List, Text, BlockStack } from "@shopify/polaris";
import { useTexts } from "../../texts/use-texts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";

interface ReplayDialogProps {
  /** How many are meant; null for all that the filter finds, on whatever page. */
  count: number | null;
  isOpen: boolean;
  isSending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says what it means to handle webhooks again. */
export function ReplayDialog({ count, isOpen, isSending, onConfirm, onClose }: ReplayDialogProps) {
  const t = useTexts();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={
        count === null
          ? t("Handle all webhooks of this filter again?")
          : t("Handle {{count, number}} webhook again?", { count })
      }
      confirm={t("Handle again")}
      isSending={isSending}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <BlockStack gap="200">
        <Text as="p">{t("They are handled as if they had just come:")}</Text>
        <List>
          <List.Item>{t("Links and stock follow what they tell, as far as it is still news.")}</List.Item>
          <List.Item>{t("Newer webhooks about the same thing still win.")}</List.Item>
          <List.Item>{t("Those that wait already are left alone.")}</List.Item>
        </List>
      </BlockStack>
    </ConfirmDialog>
  );
}
