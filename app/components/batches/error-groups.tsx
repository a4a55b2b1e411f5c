import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { ErrorGroup } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import { errorCategoryWords } from "../status-words.ts";
import { DownloadFailures } from "./corrections/download-failures.tsx";
import { useExplained, useTexts } from "../texts/use-texts.tsx";
import { WhatToDo } from "../texts/what-to-do.tsx";

interface ErrorGroupsProps {
  batchId: string;
  groups: readonly ErrorGroup[];
  isSending: boolean;
  /** Absent when the viewer may not retry. */
  onRetry?: (fingerprint: string) => void;
}

/** Why rows failed: one explanation, one thing to do and one retry for all that failed alike. */
export function ErrorGroups({ batchId, groups, isSending, onRetry }: ErrorGroupsProps) {
  const t = useTexts();
  const explained = useExplained();
  if (groups.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Why rows failed")}
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
                  <Badge tone="critical">{t(errorCategoryWords[group.category])}</Badge>
                  <Text as="span" variant="bodySm" tone="subdued">
                    {t("{{rows}} of {{products}}", {
                      rows: t("{{count, number}} row", { count: group.rows }),
                      products: t("{{count, number}} product", { count: group.products }),
                    })}
                  </Text>
                </InlineStack>
                <Text as="p">{explained(explanation)}</Text>
                <Text as="p">
                  <WhatToDo text={explained(whatToDo)} />
                </Text>
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {t("For example: {{message}}", { message: group.exampleMessage })}
                </Text>
                <InlineStack gap="200">
                  {onRetry !== undefined && (
                    <Button size="slim" disabled={isSending} onClick={() => onRetry(group.fingerprint)}>
                      {t("Retry {{count, number}} row", { count: group.rows })}
                    </Button>
                  )}
                  <DownloadFailures
                    batchId={batchId}
                    errorGroup={group.fingerprint}
                    label={t("Download {{count, number}} row", { count: group.rows })}
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
