import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { said, type Text as TextOfPages } from "./texts/texts.ts";
import { useTexts } from "./texts/use-texts.tsx";

interface ProblemPageProps {
  status: number;
  message: string;
  requestId: string | null;
}

const TITLES: Record<number, TextOfPages> = {
  400: "This address is not complete",
  403: "You may not do this",
  404: "Not found",
  409: "This is not possible now",
  503: "Catalog Relay is not available at the moment",
};

/** What is shown instead of a page that could not be made. */
export function ProblemPage({ status, message, requestId }: ProblemPageProps) {
  const t = useTexts();
  return (
    <Page title={t(TITLES[status] ?? "Something went wrong")}>
      <Card>
        <BlockStack gap="300">
          <Text as="p">{said(t, message)}</Text>
          <InlineStack gap="200">
            <Button url="/app" variant="primary">
              {t("Go to Home")}
            </Button>
            {status === 403 && <Button url="/app/members">{t("See who is an owner")}</Button>}
            {status >= 500 && <Button onClick={() => location.reload()}>{t("Try again")}</Button>}
          </InlineStack>
          {requestId !== null && status >= 500 && !message.includes(requestId) && (
            <Text as="p" variant="bodySm" tone="subdued">
              {t("Request id: {{requestId}}", { requestId })}
            </Text>
          )}
        </BlockStack>
      </Card>
    </Page>
  );
}
