import { Button, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

interface PauseBatchProps {
  batch: Pick<BatchSummary, "pausedAt" | "pauseReason">;
  isSending: boolean;
  onPause: () => void;
  onResume: () => void;
}

/** Pauses a batch, or lets a paused one go on; asked first when the product paused it, because more may fail. */
export function PauseBatch({ batch, isSending, onPause, onResume }: PauseBatchProps) {
  const t = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  if (batch.pausedAt === null)
    return (
      <Button onClick={onPause} disabled={isSending}>
        {t("Pause batch")}
      </Button>
    );
  return (
    <>
      <Button
        variant="primary"
        disabled={isSending}
        onClick={() => (batch.pauseReason === null ? onResume() : setIsAsking(true))}
      >
        {t("Resume batch")}
      </Button>
      <Modal
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("Upload the rest of this batch?")}
        primaryAction={{
          content: t("Upload the rest"),
          onAction: () => {
            setIsAsking(false);
            onResume();
          },
        }}
        secondaryActions={[{ content: t("Keep it paused"), onAction: () => setIsAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">{batch.pauseReason !== null && said(t, batch.pauseReason)}</Text>
        </Modal.Section>
      </Modal>
    </>
  );
}
