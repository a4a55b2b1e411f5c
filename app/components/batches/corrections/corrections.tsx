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
import { formatCountOf } from "../../formats.ts";
import { CorrectionChanges } from "./correction-changes.tsx";
import { CorrectionProblems } from "./correction-problems.tsx";
import { DownloadFailures } from "./download-failures.tsx";

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
  const { batchId, failedRows, fileName, answer, isSending, onChoose, onConfirm } = props;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Download, correct, upload
            </Text>
            <List type="number">
              <List.Item>Download the failed rows. Each line says what is wrong and what to do.</List.Item>
              <List.Item>
                Correct the values, and leave the columns Row and Version as they are. Lines that you do not need may
                go.
              </List.Item>
              <List.Item>Upload the file. You see every change before anything is saved.</List.Item>
            </List>
          </BlockStack>
          <InlineStack>
            <DownloadFailures batchId={batchId} label={`Download ${formatCountOf(failedRows, "failed row")}`} />
          </InlineStack>
          <DropZone
            label="Corrected file (CSV, at most 10 MB)"
            accept=".csv,text/csv,text/plain,text/tab-separated-values"
            allowMultiple={false}
            disabled={isSending}
            onDrop={(_, [file]) => file && onChoose(file)}
          >
            <DropZone.FileUpload
              actionTitle={fileName === null ? "Choose the corrected file" : "Choose another file"}
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
          <Banner tone="critical" title="Nothing was saved">
            {answer.problem.message}
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
  const { products, totals, problems } = preview;
  if (problems.length > 0) return <CorrectionProblems problems={problems} total={totals.problems} />;
  if (totals.rows === 0)
    return (
      <Banner tone="info" title="The file changes nothing">
        It says what the catalog says already. Correct the values in it. To send the rows as they are, retry them on the
        page of the batch.
      </Banner>
    );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {`${formatCountOf(totals.fields, "change")} to ${formatCountOf(totals.products, "product")}`}
        </Text>
        <CorrectionChanges products={products} total={totals.products} />
        <Banner tone="info">
          {[
            `Saving changes the catalog, approves these products as they are then, and sends ${formatCountOf(totals.rows, "row")} again, only to the stores named here.`,
            totals.unchangedLines > 0
              ? `${formatCountOf(totals.unchangedLines, "line says", "lines say")} nothing new and ${totals.unchangedLines === 1 ? "is" : "are"} left alone.`
              : "",
            "Correct the source of your catalog, too, or its next import brings the old values back.",
          ]
            .filter((text) => text !== "")
            .join(" ")}
        </Banner>
        <InlineStack>
          <Button variant="primary" onClick={onConfirm}>
            {`Save and send ${formatCountOf(totals.rows, "row")}`}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
