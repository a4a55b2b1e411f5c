import { Modal } from "@shopify/polaris";
import type { ReactNode } from "react";

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
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>{props.children}</Modal.Section>
    </Modal>
  );
}
