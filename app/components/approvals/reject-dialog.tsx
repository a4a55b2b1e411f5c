import { Checkbox, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { RefusalBanner } from "../reconciliation/refusal-banner.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface RejectDialogProps {
  isOpen: boolean;
  /** How many are rejected; null until it is known. */
  products: number | null;
  isSending: boolean;
  /** Why it was not possible; null when nothing was refused. */
  refusal: string | null;
  onConfirm: (decided: { reason: string; takesOffSale: boolean }) => void;
  onClose: () => void;
}

/** Asks for the reason of a rejection; without one nobody could correct the product. */
export function RejectDialog({ isOpen, products, isSending, refusal, onConfirm, onClose }: RejectDialogProps) {
  const t = useTexts();
  const [reason, setReason] = useState("");
  const [takesOffSale, setTakesOffSale] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const confirm = () => {
    const given = reason.trim();
    setIsMissing(given === "");
    if (given !== "") onConfirm({ reason: given, takesOffSale });
  };
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={products === null ? t("Reject products?") : t("Reject {{count, number}} product?", { count: products })}
      primaryAction={{ content: t("Reject"), destructive: true, onAction: confirm, loading: isSending }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      {refusal !== null && (
        <Modal.Section>
          <RefusalBanner refusal={refusal} />
        </Modal.Section>
      )}
      <Modal.Section>
        <FormLayout>
          <Text as="p">
            {takesOffSale
              ? t("Rejected products are not uploaded.")
              : t("Rejected products are not uploaded. Products that are approved already stay approved.")}
          </Text>
          <Checkbox
            label={t("Take them off sale, the approved ones too")}
            helpText={t(
              "They leave the stores that have them, as each store's settings say, until they are approved again. You see the batch that does it.",
            )}
            checked={takesOffSale}
            onChange={setTakesOffSale}
          />
          <TextField
            label={t("Reason")}
            helpText={t("Shown beside the product, so that it can be corrected.")}
            value={reason}
            onChange={setReason}
            error={isMissing ? t("Say why, so that somebody can correct it.") : false}
            maxLength={500}
            multiline={2}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
