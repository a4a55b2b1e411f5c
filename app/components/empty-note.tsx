import { BlockStack, Box, Button, Text } from "@shopify/polaris";

interface EmptyNoteProps {
  title: string;
  message: string;
  action?: { label: string; url: string };
}

/** Says why there is nothing to see, and where to go. */
export function EmptyNote({ title, message, action }: EmptyNoteProps) {
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {message}
        </Text>
        {action !== undefined && (
          <Box paddingBlockStart="200">
            <Button url={action.url}>{action.label}</Button>
          </Box>
        )}
      </BlockStack>
    </Box>
  );
}
