import { Box, Card, Text } from "@shopify/polaris";
import type { ActivityView } from "#app/domain/activity/activity-queries.server.ts";
import { ActivityList } from "../../activity/activity-list.tsx";
import { useTexts } from "../../texts/use-texts.tsx";

/** The newest of what was done to a batch. */
export function BatchActivity({ entries }: { entries: readonly ActivityView[] }) {
  const t = useTexts();
  if (entries.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t("Activity")}
        </Text>
      </Box>
      <ActivityList entries={entries} isOfOne />
    </Card>
  );
}
