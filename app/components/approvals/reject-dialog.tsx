import { FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";

interface RejectDialogProps {
  isOpen: boolean;
  /** What is rejected, e.g. "3 products". */
  what: string;
  isSending: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of a rejection; without one nobody could correct the product. */
export function RejectDialog({ isOpen, what, isSending, onConfirm, onClose }: RejectDialogProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const confirm = () => {
    const given = reason.trim();
    setIsMissing(given === "");
    if (given !== "") onConfirm(given);
  };
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={`Reject ${what}?`}
      primaryAction={{ content: "Reject", destructive: true, onAction: confirm, loading: isSending }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          <Text as="p">Rejected products are not uploaded. Products that are approved already stay approved.</Text>
          <TextField
            label="Reason"
            helpText="Shown beside the product, so that it can be corrected."
            value={reason}
            onChange={setReason}
            error={isMissing ? "Say why, so that somebody can correct it." : false}
            maxLength={500}
            multiline={2}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
