import { BlockStack, Box, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { AttemptView } from "#app/domain/uploads/queries/attempt-queries.server.ts";
import { FactList } from "../fact-list.tsx";
import { formatDuration } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { errorCategoryWords, outcomeWords, stepWords } from "../status-words.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface AttemptListProps {
  attempts: readonly AttemptView[];
  storeNames: ReadonlyMap<string, string>;
  /** What was sent and answered, fetched when somebody opens it. */
  renderExchange: (attempt: AttemptView) => ReactNode;
}

/** Every call that was made for a product, newest first. */
export function AttemptList({ attempts, storeNames, renderExchange }: AttemptListProps) {
  const t = useTexts();
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="h2" variant="headingMd">
          {t("Attempts")}
        </Text>
      </Box>
      {attempts.length === 0 && (
        <Card>
          <Text as="p" tone="subdued">
            {t("Nothing has been sent to Shopify for this product yet.")}
          </Text>
        </Card>
      )}
      {attempts.map((attempt) => (
        <Attempt
          key={attempt.id}
          attempt={attempt}
          storeName={storeNames.get(attempt.storeId) ?? t("Unknown store")}
          renderExchange={renderExchange}
        />
      ))}
    </BlockStack>
  );
}

interface AttemptProps {
  attempt: AttemptView;
  storeName: string;
  renderExchange: AttemptListProps["renderExchange"];
}

function Attempt({ attempt, storeName, renderExchange }: AttemptProps) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const tookSeconds =
    attempt.endedAt === null ? null : (attempt.endedAt.getTime() - attempt.startedAt.getTime()) / 1000;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h3" variant="headingSm">
            {`${t(stepWords[attempt.step])} · ${storeName}`}
          </Text>
          <StatusBadge words={outcomeWords[attempt.outcome]} />
        </InlineStack>
        {attempt.errorMessage !== null && (
          <Text as="p" breakWord>
            {`${attempt.errorCategory === null ? "" : `${t(errorCategoryWords[attempt.errorCategory])}: `}${attempt.errorMessage}`}
            {attempt.errorCode !== null && <Text as="span" tone="subdued">{` (${attempt.errorCode})`}</Text>}
          </Text>
        )}
        <FactList
          layout="beside"
          facts={[
            { name: t("When"), value: <LocalTime at={attempt.startedAt} hasSeconds /> },
            { name: t("Took"), value: formatDuration(t, tookSeconds) },
            {
              name: t("Cost"),
              value: attempt.costPoints === null ? "–" : t("{{count, number}} point", { count: attempt.costPoints }),
            },
            { name: t("Shopify request id"), value: attempt.shopifyRequestId ?? "–" },
          ]}
        />
        <Box>
          <Button
            variant="plain"
            disclosure={isOpen ? "up" : "down"}
            ariaExpanded={isOpen}
            ariaControls={panelId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t("What was sent and answered")}
          </Button>
          <Collapsible id={panelId} open={isOpen}>
            {isOpen && renderExchange(attempt)}
          </Collapsible>
        </Box>
      </BlockStack>
    </Card>
  );
}
