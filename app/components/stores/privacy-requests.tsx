import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import type { PrivacyRequestView } from "#app/domain/privacy/privacy-queries.server.ts";
import { FactList } from "../fact-list.tsx";
import { KeysetPagination } from "../keyset-pagination.tsx";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import type { Text as PageText } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface PrivacyRequestsProps {
  requests: readonly PrivacyRequestView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const KINDS: Record<PrivacyRequestView["kind"], PageText> = {
  CUSTOMER_DATA: "A customer asked for their data",
  CUSTOMER_REDACTION: "A customer’s data were to be deleted",
  SHOP_REDACTION: "The shop’s data were to be deleted",
};

/** What Shopify asked about privacy, and how it was answered. */
export function PrivacyRequests({ requests, ...page }: PrivacyRequestsProps) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("Privacy requests")}
          </Text>
          <Text as="p" tone="subdued">
            {t("What Shopify asked on behalf of a customer or a shop. Each is answered by itself.")}
          </Text>
        </BlockStack>
        {requests.length === 0 && <Text as="p">{t("None so far.")}</Text>}
        {requests.map((request) => (
          <Box key={request.id} borderBlockStartWidth="025" borderColor="border" paddingBlockStart="300">
            <BlockStack gap="200">
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <Text as="h3" variant="headingSm">
                  {t(KINDS[request.kind])}
                </Text>
                <StatusBadge
                  words={
                    request.completedAt === null
                      ? { label: "Being done", tone: "attention" }
                      : { label: "Answered", tone: "success" }
                  }
                />
              </InlineStack>
              <Text as="p" breakWord>
                {request.answer ?? t("The shop’s data are being deleted in the background.")}
              </Text>
              <FactList
                layout="beside"
                facts={[
                  { name: t("Shop"), value: request.shopDomain },
                  { name: t("Asked"), value: <LocalTime at={request.requestedAt} /> },
                  { name: t("Answered"), value: <LocalTime at={request.completedAt} absent={t("Not yet")} /> },
                  { name: t("Shopify’s number"), value: request.shopifyReference ?? "–" },
                ]}
              />
            </BlockStack>
          </Box>
        ))}
        <KeysetPagination label={t("Pages of privacy requests")} {...page} />
      </BlockStack>
    </Card>
  );
}
