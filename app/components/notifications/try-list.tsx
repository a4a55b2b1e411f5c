import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { TryView } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Every try at a message: when, how it was answered, and the beginning of the answer. */
export function TryList({ attempts }: { attempts: readonly TryView[] }) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("Tries")}
        </Text>
        {attempts.length === 0 && (
          <Text as="p" tone="subdued">
            {t("It was not tried yet.")}
          </Text>
        )}
        {attempts.map((attempt, position) => (
          <Fragment key={attempt.triedAt.toISOString()}>
            {position > 0 && <Divider />}
            <BlockStack gap="100">
              <Text as="h3" variant="headingSm">
                <LocalTime at={attempt.triedAt} hasSeconds />
                {attempt.statusCode === null ? "" : ` · ${attempt.statusCode}`}
                {` · ${t("{{milliseconds, number}} ms", { milliseconds: attempt.milliseconds })}`}
              </Text>
              {attempt.error !== null && (
                <Text as="p" breakWord>
                  {said(t, attempt.error)}
                </Text>
              )}
              {attempt.excerpt !== null && attempt.excerpt !== "" && (
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {attempt.excerpt}
                </Text>
              )}
            </BlockStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
