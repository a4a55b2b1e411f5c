import {
  Banner,
  BlockStack,
  Button,
  Card,
  DropZone,
  InlineStack,
  List,
  SkeletonBodyText,
  Text,
} from "@shopify/polaris";
import type { AppliedCorrections } from "#app/domain/catalog/corrections/apply-corrections.server.ts";
import type { CorrectionPreview } from "#app/domain/catalog/corrections/digest-corrections.ts";
import { CorrectionChanges } from "./correction-changes.tsx";
import { CorrectionProblems } from "./correction-problems.tsx";
import { DownloadFailures } from "./download-failures.tsx";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

/** What the page of corrections answers. */
export type CorrectionAnswer =
  { preview: CorrectionPreview } | { applied: AppliedCorrections } | { problem: { message: string } };

interface CorrectionsProps {
  batchId: string;
  failedRows: number;
  /** Of the file that was chosen last. */
  fileName: string | null;
  answer: CorrectionAnswer | undefined;
  isSending: boolean;
  onChoose: (file: File) => void;
  onConfirm: (digest: string) => void;
}

/** Takes a corrected file of failed rows, shows what it would change, and lets a person say so. */
export function Corrections(props: CorrectionsProps) {
  const t = useTexts();
  const { batchId, failedRows, fileName, answer, isSending, onChoose, onConfirm } = props;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t("Download, correct, upload")}
            </Text>
            <List type="number">
              <List.Item>{t("Download the failed rows. Each line says what is wrong and what to do.")}</List.Item>
              <List.Item>
                {t(
                  "Correct the values, and leave the columns Row and Version as they are. Lines that you do not need may go.",
                )}
              </List.Item>
              <List.Item>{t("Upload the file. You see every change before anything is saved.")}</List.Item>
            </List>
          </BlockStack>
          <InlineStack>
            <DownloadFailures
              batchId={batchId}
              label={t("Download {{count, number}} failed row", { count: failedRows })}
            />
          </InlineStack>
          <DropZone
            label={t("Corrected file (CSV, at most 10 MB)")}
            accept=".csv,text/csv,text/plain,text/tab-separated-values"
            allowMultiple={false}
            disabled={isSending}
            onDrop={(_, [file]) => file && onChoose(file)}
          >
            <DropZone.FileUpload
              actionTitle={fileName === null ? t("Choose the corrected file") : t("Choose another file")}
              {...(fileName === null ? {} : { actionHint: fileName })}
            />
          </DropZone>
        </BlockStack>
      </Card>
      <div aria-live="polite">
        {isSending && (
          <Card>
            <SkeletonBodyText lines={3} />
          </Card>
        )}
        {answer !== undefined && "problem" in answer && (
          <Banner tone="critical" title={t("Nothing was saved")}>
            {said(t, answer.problem.message)}
          </Banner>
        )}
        {answer !== undefined && "preview" in answer && (
          <Preview preview={answer.preview} onConfirm={() => onConfirm(answer.preview.digest)} />
        )}
      </div>
    </BlockStack>
  );
}

function Preview({ preview, onConfirm }: { preview: CorrectionPreview; onConfirm: () => void }) {
  const t = useTexts();
  const { products, totals, problems } = preview;
  if (problems.length > 0) return <CorrectionProblems problems={problems} total={totals.problems} />;
  if (totals.rows === 0)
    return (
      <Banner tone="info" title={t("The file changes nothing")}>
        {t(
          "It says what the catalog says already. Correct the values in it. To send the rows as they are, retry them on the page of the batch.",
        )}
      </Banner>
    );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("{{fields}} to {{products}}", {
            fields: t("{{count, number}} change", { count: totals.fields }),
            products: t("{{count, number}} product", { count: totals.products }),
          })}
        </Text>
        <CorrectionChanges products={products} total={totals.products} />
        <Banner tone="info">
          {[
            t(
              "Saving changes the catalog, approves these products as they are then, and sends {{count, number}} row again, only to the stores named here.",
              { count: totals.rows },
            ),
            totals.unchangedLines > 0
              ? t("{{count, number}} line says nothing new and is left alone.", { count: totals.unchangedLines })
              : "",
            t("Correct the source of your catalog, too, or its next import brings the old values back."),
          ]
            .filter((text) => text !== "")
            .join(" ")}
        </Banner>
        <InlineStack>
          <Button variant="primary" onClick={onConfirm}>
            {t("Save and send {{count, number}} row", { count: totals.rows })}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
