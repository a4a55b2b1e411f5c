import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { FirstSteps } from "#app/domain/organizations/first-steps-queries.server.ts";
import type { Text as PageText } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface Step {
  title: PageText;
  text: PageText;
  isDone: boolean;
  action?: { label: PageText; url: string };
}

/** The way from an empty organization to the first product in a shop: what is done, and what comes next. */
export function FirstStepsCard({ steps }: { steps: FirstSteps }) {
  const t = useTexts();
  const list = stepsOf(steps);
  const next = list.findIndex(({ isDone }) => !isDone);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("First steps")}
          </Text>
          <Text as="p" tone="subdued">
            {t("From here to the first product in a shop.")}
          </Text>
        </BlockStack>
        <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {list.map(({ title, text, isDone, action }, at) => (
            <li key={title}>
              <Box borderBlockStartWidth={at === 0 ? "0" : "025"} borderColor="border-secondary" paddingBlock="300">
                <BlockStack gap="100" inlineAlign="start">
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="h3" variant="headingSm">
                      {`${at + 1}. ${t(title)}`}
                    </Text>
                    {isDone && <Badge tone="success">{t("Done")}</Badge>}
                    {at === next && <Badge tone="attention">{t("Next")}</Badge>}
                  </InlineStack>
                  <Text as="p" tone="subdued" breakWord>
                    {t(text)}
                  </Text>
                  {at === next && action !== undefined && (
                    <Box paddingBlockStart="100">
                      <Button variant="primary" url={action.url}>
                        {t(action.label)}
                      </Button>
                    </Box>
                  )}
                </BlockStack>
              </Box>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

const stepsOf = ({ hasStore, hasProducts, hasRoute }: FirstSteps): Step[] => [
  {
    title: "Connect a store",
    text: "Open Catalog Relay in the admin of a shop that belongs to your organization.",
    isDone: hasStore,
    action: { label: "See stores", url: "/app/stores" },
  },
  {
    title: "Bring in your catalog",
    text: "Products come over the API, with an API token, or from a file with the import command. To try it out, load the sample catalog on the page Approvals. Nothing reaches a shop by this alone.",
    isDone: hasProducts,
    action: { label: "Open API access", url: "/app/api-access" },
  },
  {
    title: "Route categories to stores",
    text: "A route says which category goes to which store, and with which prices, locations and tags.",
    isDone: hasRoute,
    action: { label: "Open routing", url: "/app/routing" },
  },
  {
    title: "Approve products",
    text: "See before what would be created and updated. The approval answers at once, and the upload runs in the background.",
    isDone: false,
    action: { label: "Review products", url: "/app/approvals" },
  },
  {
    title: "Watch them arrive",
    text: "This page shows the upload as it goes on, what failed and why, and when it will have ended.",
    isDone: false,
  },
];
