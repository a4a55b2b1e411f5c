import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";

interface ProblemPageProps {
  status: number;
  message: string;
  requestId: string | null;
}

const TITLES: Record<number, string> = {
  400: "This address is not complete",
  403: "You may not do this",
  404: "Not found",
  409: "This is not possible now",
  503: "Catalog Relay is not available at the moment",
};

/** What is shown instead of a page that could not be made. */
export function ProblemPage({ status, message, requestId }: ProblemPageProps) {
  return (
    <Page title={TITLES[status] ?? "Something went wrong"}>
      <Card>
        <BlockStack gap="300">
          <Text as="p">{message}</Text>
          <InlineStack gap="200">
            <Button url="/app" variant="primary">
              Go to Home
            </Button>
            {status >= 500 && <Button onClick={() => location.reload()}>Try again</Button>}
          </InlineStack>
          {requestId !== null && <Text as="p" variant="bodySm" tone="subdued">{`Request id: ${requestId}`}</Text>}
        </BlockStack>
      </Card>
    </Page>
  );
}
