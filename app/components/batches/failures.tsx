import { BlockStack, Box, Text } from "@shopify/polaris";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { RowView } from "#app/domain/uploads/queries/row-queries.server.ts";
import { errorCategoryWords } from "../status-words.ts";
import { variantName } from "./variant-name.ts";
import { useExplained, useTexts } from "../texts/use-texts.tsx";
import { WhatToDo } from "../texts/what-to-do.tsx";

/** Why rows of one product failed and what to do, once for all rows that failed alike. */
export function Failures({ rows }: { rows: readonly RowView[] }) {
  const alike = new Map<string, RowView[]>();
  for (const row of rows) {
    if (row.status !== "FAILED") continue;
    const key = JSON.stringify([row.errorCategory, row.errorCode, row.errorMessage, row.errorField]);
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  return (
    <>
      {[...alike].map(([key, failed]) => (
        <Failure key={key} rows={failed} isOneOfSeveral={alike.size > 1} />
      ))}
    </>
  );
}

function Failure({ rows, isOneOfSeveral }: { rows: readonly RowView[]; isOneOfSeveral: boolean }) {
  const t = useTexts();
  const explained = useExplained();
  const [row] = rows;
  if (row === undefined) return null;
  const category = row.errorCategory ?? "UNKNOWN";
  const { explanation, whatToDo } = explainError(row.errorCode, category);
  const variants = rows.map((one) => variantName(t, one)).join(", ");
  return (
    <Box background="bg-surface-critical" borderRadius="200" padding="300">
      <BlockStack gap="100">
        <Text as="p" fontWeight="semibold" breakWord>
          {isOneOfSeveral ? `${t(errorCategoryWords[category])}: ${variants}` : t(errorCategoryWords[category])}
        </Text>
        <Text as="p" breakWord>
          {explained(explanation)}
        </Text>
        <Text as="p" breakWord>
          <WhatToDo text={explained(whatToDo)} />
        </Text>
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {[row.errorMessage, row.errorField, row.errorCode].filter((part) => part !== null).join(" · ")}
        </Text>
      </BlockStack>
    </Box>
  );
}
