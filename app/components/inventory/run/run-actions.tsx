import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Box, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { said, type Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { downloadFile } from "./download-file.ts";

/** What a run's page answers to what was asked of it. */
export type RunActionAnswer =
  { retried: number } | { done: "cancelled" | "released" } | { started: string } | { problem: { message: string } };

interface RunActionsProps {
  run: NamedStockRun;
  answer: RunActionAnswer | undefined;
  isSending: boolean;
  /** Of the rows that are shown. */
  csvUrl: string;
  /** Absent for who may only look. */
  steering?: { onRetry: () => void; onCancel: () => void; onSet: () => void };
}

/** Retry, cancel, set what a check found, and the download, each only where it can do something. */
export function RunActions({ run, answer, isSending, csvUrl, steering }: RunActionsProps) {
  const t = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shopify = useAppBridge();
  const navigate = useNavigate();
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show(answerWords(t, answer));
    if ("started" in answer) navigate(`/app/inventory/${answer.started}`);
  }, [answer, navigate, shopify, t]);
  const refused = answer !== undefined && "problem" in answer ? said(t, answer.problem.message) : problem;
  const notSet = run.rows.failed + run.rows.quarantined;
  const mayRetry = notSet > 0 && run.status !== "CANCELLED";
  const isUnderWay = (run.status === "PENDING" || run.status === "PROCESSING") && run.cancelRequestedAt === null;
  const maySet = run.kind === "DRY_RUN" && run.status === "COMPLETED" && run.rows.reported > 0;
  return (
    <>
      {refused !== null && (
        <Banner tone="critical" title={t("That was not possible")}>
          {refused}
        </Banner>
      )}
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <InlineStack gap="200">
          {steering && maySet && (
            <Button variant="primary" loading={isSending} onClick={steering.onSet}>
              {t("Set {{count, number}} level now", { count: run.rows.reported })}
            </Button>
          )}
          {steering && mayRetry && (
            <Button variant={isUnderWay ? "secondary" : "primary"} loading={isSending} onClick={steering.onRetry}>
              {t("Retry {{count, number}} level", { count: notSet })}
            </Button>
          )}
          {run.rows.total > 0 && (
            <Button
              onClick={() =>
                void downloadFile(csvUrl, `stock-sync-${run.id}.csv`).then((isDone) =>
                  setProblem(isDone ? null : t("The file could not be loaded. Try again in a moment.")),
                )
              }
            >
              {t("Download as CSV")}
            </Button>
          )}
          {steering && isUnderWay && (
            <Button tone="critical" disabled={isSending} onClick={() => setIsAsking(true)}>
              {t("Cancel sync")}
            </Button>
          )}
        </InlineStack>
      </Box>
      <Modal
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("Cancel this sync?")}
        primaryAction={{
          content: t("Cancel sync"),
          destructive: true,
          onAction: () => {
            setIsAsking(false);
            steering?.onCancel();
          },
        }}
        secondaryActions={[{ content: t("Keep going"), onAction: () => setIsAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            {t(
              "Nothing more of this sync is set. What is under way at this moment is finished, and quantities that are in Shopify already stay there.",
            )}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}

function answerWords(t: Texts, answer: Exclude<RunActionAnswer, { problem: object }>): string {
  if ("retried" in answer) return t("{{count, number}} level will be tried again.", { count: answer.retried });
  if ("started" in answer) return t("What was found is compared again and set.");
  return answer.done === "cancelled"
    ? t("Cancelled. What is under way is finished.")
    : t("Released. Stock is compared and set.");
}
