import { Modal } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

interface ConfirmDialogProps {
  isOpen: boolean;
  /** A question. */
  title: string;
  /** What the button says that does it. */
  confirm: string;
  isDestructive?: boolean;
  isSending: boolean;
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** What will happen. */
  children: ReactNode;
}

/** Asks before something is done, and says what that will do. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTexts();
  const { isOpen, title, confirm, isDestructive = false, isSending, isDisabled = false, onConfirm, onClose } = props;
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={title}
      primaryAction={{
        content: confirm,
        destructive: isDestructive,
        loading: isSending,
        disabled: isDisabled,
        onAction: onConfirm,
      }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      <Modal.Section>{props.children}</Modal.Section>
    </Modal>
  );
}
