import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Box, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import type { RetryResult } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { BatchPriority } from "./batch-priority.tsx";
import { PauseBatch } from "./pause-batch.tsx";
import { retryWords } from "./retry-words.ts";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

/** What a batch's page answers to what was asked of it. */
export type BatchActionAnswer =
  | { retry: RetryResult }
  | { done: "cancelled" | "paused" | "resumed" | "priority-set" }
  | { problem: { message: string } };

/** What steers a batch while it runs. */
export interface BatchSteering {
  onCancel: () => void;
  onPause: () => void;
  onResume: () => void;
  onSetPriority: (priority: number) => void;
}

interface BatchActionsProps {
  batch: BatchSummary;
  answer: BatchActionAnswer | undefined;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onRetry?: () => void;
  steering?: BatchSteering;
  /** Where failed rows are corrected; absent for who may not. */
  correctUrl?: string;
}

/** Retry, pause, resume, priority and cancel, each only where it can do something, and what came of it. */
export function BatchActions({ batch, answer, isSending, onRetry, steering, correctUrl }: BatchActionsProps) {
  const t = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const shopify = useAppBridge();
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show("retry" in answer ? retryWords(t, answer.retry) : t(DONE_WORDS[answer.done]));
  }, [answer, shopify, t]);
  const mayRetry = onRetry !== undefined && batch.rows.failed > 0 && batch.status !== "CANCELLED";
  const mayCorrect = correctUrl !== undefined && batch.rows.failed > 0;
  const isRunning = !isBatchTerminal(batch.status) && batch.cancelRequestedAt === null;
  const steers = isRunning ? steering : undefined;

  return (
    <>
      {answer !== undefined && "problem" in answer && (
        <Banner tone="critical" title={t("That was not possible")}>
          {said(t, answer.problem.message)}
        </Banner>
      )}
      {(mayRetry || mayCorrect || steers !== undefined) && (
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <InlineStack gap="200">
            {mayRetry && (
              <Button variant={steers ? "secondary" : "primary"} onClick={onRetry} loading={isSending}>
                {t("Retry {{count, number}} failed row", { count: batch.rows.failed })}
              </Button>
            )}
            {mayCorrect && <Button url={correctUrl}>{t("Correct failed rows")}</Button>}
            {steers && (
              <>
                <PauseBatch batch={batch} isSending={isSending} onPause={steers.onPause} onResume={steers.onResume} />
                <BatchPriority priority={batch.priority} isSending={isSending} onChange={steers.onSetPriority} />
                <Button tone="critical" onClick={() => setIsAsking(true)} disabled={isSending}>
                  {t("Cancel batch")}
                </Button>
              </>
            )}
          </InlineStack>
        </Box>
      )}
      <Modal
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("Cancel this batch?")}
        primaryAction={{
          content: t("Cancel batch"),
          destructive: true,
          onAction: () => {
            setIsAsking(false);
            steers?.onCancel();
          },
        }}
        secondaryActions={[{ content: t("Keep uploading"), onAction: () => setIsAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            {t(
              "Nothing more of this batch is sent. What is under way at this moment is finished, and what is already in Shopify stays there.",
            )}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}

const DONE_WORDS = {
  cancelled: "Cancelling. What is under way is finished.",
  paused: "Paused. What is under way is finished.",
  resumed: "Resumed. The rest is uploaded.",
  "priority-set": "The priority counts from the next product on.",
} as const;

/** Steers by sending the form of the batch's page. */
export const steeringOf = (send: (fields: Record<string, string>) => void): BatchSteering => ({
  onCancel: () => send({ intent: "cancel" }),
  onPause: () => send({ intent: "pause" }),
  onResume: () => send({ intent: "resume" }),
  onSetPriority: (priority) => send({ intent: "priority", priority: String(priority) }),
});
