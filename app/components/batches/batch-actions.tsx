import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Box, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { BatchSummary } from "#app/domain/uploads/batch-queries.server.ts";
import type { RetryResult } from "#app/domain/uploads/retry-failed-rows.server.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { formatCountOf } from "../formats.ts";

/** What a batch's page answers to a retry or a cancel. */
export type BatchActionAnswer = { retry: RetryResult } | { cancelled: true } | { problem: { message: string } };

interface BatchActionsProps {
  batch: BatchSummary;
  answer: BatchActionAnswer | undefined;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onRetry?: () => void;
  onCancel?: () => void;
}

/** Retry and cancel, each only where it can do something, and what came of it. */
export function BatchActions({ batch, answer, isSending, onRetry, onCancel }: BatchActionsProps) {
  const [isAsking, setIsAsking] = useState(false);
  const shopify = useAppBridge();
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show("retry" in answer ? retryWords(answer.retry) : "Cancelling. What is under way is finished.");
  }, [answer, shopify]);
  const mayRetry = onRetry !== undefined && batch.rows.failed > 0 && batch.status !== "CANCELLED";
  const mayCancel = onCancel !== undefined && !isBatchTerminal(batch.status) && batch.cancelRequestedAt === null;

  return (
    <>
      {answer !== undefined && "problem" in answer && (
        <Banner tone="critical" title="That was not possible">
          {answer.problem.message}
        </Banner>
      )}
      {(mayRetry || mayCancel) && (
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <InlineStack gap="200">
            {mayRetry && (
              <Button variant={mayCancel ? "secondary" : "primary"} onClick={onRetry} loading={isSending}>
                {`Retry ${formatCountOf(batch.rows.failed, "failed row")}`}
              </Button>
            )}
            {mayCancel && (
              <Button tone="critical" onClick={() => setIsAsking(true)} disabled={isSending}>
                Cancel batch
              </Button>
            )}
          </InlineStack>
        </Box>
      )}
      <Modal
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title="Cancel this batch?"
        primaryAction={{
          content: "Cancel batch",
          destructive: true,
          onAction: () => {
            setIsAsking(false);
            onCancel?.();
          },
        }}
        secondaryActions={[{ content: "Keep uploading", onAction: () => setIsAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            Nothing more of this batch is sent. What is under way at this moment is finished, and what is already in
            Shopify stays there.
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}

const retryWords = ({ retried, refused }: RetryResult): string =>
  refused === 0
    ? `${formatCountOf(retried, "row")} will be retried.`
    : `${formatCountOf(retried, "row")} will be retried; ${formatCountOf(refused, "row")} may not be tried again.`;
