import { BlockStack, Box, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Names and values as a description list. */
export function FactList({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <Box as="div">
      <dl style={{ margin: 0, display: "grid", gap: "0.5rem" }}>
        {facts.map(({ name, value }) => (
          <BlockStack key={name}>
            <dt>
              <Text as="span" variant="bodySm" tone="subdued">
                {name}
              </Text>
            </dt>
            <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{value}</dd>
          </BlockStack>
        ))}
      </dl>
    </Box>
  );
}
