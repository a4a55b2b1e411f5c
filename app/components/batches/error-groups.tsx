import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { ErrorGroup } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import { formatCountOf } from "../formats.ts";
import { errorCategoryWords } from "../status-words.ts";
import { DownloadFailures } from "./corrections/download-failures.tsx";

interface ErrorGroupsProps {
  batchId: string;
  groups: readonly ErrorGroup[];
  isSending: boolean;
  /** Absent when the viewer may not retry. */
  onRetry?: (fingerprint: string) => void;
}

/** Why rows failed: one explanation, one thing to do and one retry for all that failed alike. */
export function ErrorGroups({ batchId, groups, isSending, onRetry }: ErrorGroupsProps) {
  if (groups.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Why rows failed
        </Text>
        {groups.map((group) => {
          const { explanation, whatToDo } = explainError(group.code, group.category);
          return (
            <Box
              key={group.fingerprint}
              borderInlineStartWidth="050"
              borderColor="border-critical"
              paddingInlineStart="300"
            >
              <BlockStack gap="150" inlineAlign="start">
                <InlineStack gap="200" blockAlign="center">
                  <Badge tone="critical">{errorCategoryWords[group.category]}</Badge>
                  <Text as="span" variant="bodySm" tone="subdued">
                    {`${formatCountOf(group.rows, "row")} of ${formatCountOf(group.products, "product")}`}
                  </Text>
                </InlineStack>
                <Text as="p">{explanation}</Text>
                <Text as="p">
                  <Text as="span" fontWeight="semibold">
                    What to do:
                  </Text>{" "}
                  {whatToDo}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {`For example: ${group.exampleMessage}`}
                </Text>
                <InlineStack gap="200">
                  {onRetry !== undefined && (
                    <Button size="slim" disabled={isSending} onClick={() => onRetry(group.fingerprint)}>
                      {`Retry ${formatCountOf(group.rows, "row")}`}
                    </Button>
                  )}
                  <DownloadFailures
                    batchId={batchId}
                    errorGroup={group.fingerprint}
                    label={`Download ${formatCountOf(group.rows, "row")}`}
                    size="slim"
                  />
                </InlineStack>
              </BlockStack>
            </Box>
          );
        })}
      </BlockStack>
    </Card>
  );
}
