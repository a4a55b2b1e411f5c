import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Box, Button } from "@shopify/polaris";
import { useEffect } from "react";
import type { RetryResult } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { retryWords } from "./retry-words.ts";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

interface RetryProductProps {
  /** Rows of the product that have failed. */
  failedRows: number;
  answer: { retry: RetryResult } | { problem: { message: string } } | undefined;
  isSending: boolean;
  onRetry: () => void;
  /** Where the rows are to be watched when they are on their way again. */
  batchUrl: string;
}

/** Sends the failed rows of one product again. */
export function RetryProduct({ failedRows, answer, isSending, onRetry, batchUrl }: RetryProductProps) {
  const t = useTexts();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show(retryWords(t, answer.retry));
    navigate(batchUrl);
  }, [answer, batchUrl, navigate, shopify, t]);
  return (
    <>
      {answer !== undefined && "problem" in answer && (
        <Banner tone="critical" title={t("That was not possible")}>
          {said(t, answer.problem.message)}
        </Banner>
      )}
      {failedRows > 0 && (
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Button variant="primary" onClick={onRetry} loading={isSending}>
            {t("Retry {{count, number}} failed row", { count: failedRows })}
          </Button>
        </Box>
      )}
    </>
  );
}
