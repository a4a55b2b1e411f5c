import { BlockStack, Box, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { ActivityView } from "#app/domain/activity/activity-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { activityWords, subjectUrl } from "./activity-words.ts";

/** Who did what, and when. */
export function ActivityList({ entries, isOfOne = false }: { entries: readonly ActivityView[]; isOfOne?: boolean }) {
  const t = useTexts();
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {entries.map((entry, at) => (
        <li key={entry.id}>
          {at > 0 && <Divider />}
          <Box paddingBlock="300" paddingInline="400">
            <InlineStack align="space-between" gap="200" blockAlign="start">
              <BlockStack gap="050">
                <Text as="p" breakWord>
                  {activityWords(t, entry)}
                  {!isOfOne && <Subject entry={entry} />}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {actorWords(t, entry)}
                </Text>
              </BlockStack>
              <Text as="span" variant="bodySm" tone="subdued">
                <LocalTime at={entry.occurredAt} hasSeconds />
              </Text>
            </InlineStack>
          </Box>
        </li>
      ))}
    </ul>
  );
}

const actorWords = (t: Texts, { actor: { type, name } }: ActivityView): string => {
  if (type === "SYSTEM") return t("{{name}} (by itself)", { name });
  return type === "API_TOKEN" ? t("{{name}} (API token)", { name }) : name;
};

function Subject({ entry }: { entry: ActivityView }) {
  const t = useTexts();
  const url = subjectUrl(entry);
  const name = entry.subject.name ?? (entry.subject.type === "approval" ? t("its batch") : null);
  if (name === null) return null;
  return (
    <>
      {" · "}
      {url === null ? name : <Link url={url}>{name}</Link>}
    </>
  );
}
