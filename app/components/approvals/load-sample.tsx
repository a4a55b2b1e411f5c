import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Text } from "@shopify/polaris";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

type SampleAnswer = { loaded: number } | { problem: { message: string } };

/** For a catalog that has nothing yet: how products come in, and a sample to begin with. */
export function LoadSample() {
  const t = useTexts();
  const sending = useFetcher<SampleAnswer>();
  const answer = sending.state === "idle" ? sending.data : undefined;
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {t("No products yet")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t(
            "They come in when your catalog is imported or your systems send it. To see how everything works first, load a small sample catalog. Nothing goes to a store until somebody approves it.",
          )}
        </Text>
        {answer !== undefined && "problem" in answer && (
          <Banner tone="critical">{said(t, answer.problem.message)}</Banner>
        )}
        <Box paddingBlockStart="200">
          <Button
            loading={sending.state !== "idle"}
            onClick={() => sending.submit(null, { method: "POST", action: "/app/sample-catalog" })}
          >
            {t("Load sample catalog")}
          </Button>
        </Box>
      </BlockStack>
    </Box>
  );
}
